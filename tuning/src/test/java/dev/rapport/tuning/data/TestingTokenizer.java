package dev.rapport.tuning.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small tokenizers. */
public final class TestingTokenizer {
    private TestingTokenizer() {}

    /** A token a byte, and the end marker: 257. */
    public static ReplyTokenizer bytes() throws IOException {
        return ReplyTokenizer.of(json("tokenizer-bytes.json"));
    }

    /** The text of the {@code tokenizer.json} of {@link #bytes()}. */
    public static String bytesJson() {
        return json("tokenizer-bytes.json");
    }

    private static String json(String name) {
        try (var in = TestingTokenizer.class.getResourceAsStream("/dev/rapport/tuning/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
