package dev.rapport.inference.model.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hugging Face's tokenizers library. */
public final class DjlTokenizer implements Tokenizer {
    private final TokenizerFile file;
    private final HuggingFaceTokenizer plain;
    private @Nullable HuggingFaceTokenizer withControlTokens;

    public DjlTokenizer(TokenizerFile file) {
        this.file = file;
        this.plain = open(file.path(), file.jsonWithoutControlTokens());
    }

    @Override
    public int[] encode(String text) {
        return encode(plain, text);
    }

    @Override
    public int[] encodeWithControlTokens(String text) {
        return encode(withControlTokens(), text);
    }

    @Override
    public String decode(int[] ids) {
        var known = Arrays.stream(ids)
                .filter(file.tokens()::containsKey)
                .asLongStream()
                .toArray();
        return known.length == 0 ? "" : withControlTokens().decode(known, false);
    }

    @Override
    public List<String> tokens(int[] ids) {
        for (var id : ids) {
            if (!file.tokens().containsKey(id)) {
                throw new ModelException("token " + id + " is not in the vocabulary");
            }
        }
        return Arrays.stream(ids).mapToObj(file.tokens()::get).toList();
    }

    @Override
    public byte[] bytes(int id) {
        var bytes = file.bytes().get(id);
        return bytes == null ? new byte[0] : bytes.clone();
    }

    @Override
    public boolean isControlToken(int id) {
        return file.controlTokens().contains(id);
    }

    @Override
    public int longestToken() {
        return file.longestToken();
    }

    @Override
    public int vocabularySize() {
        return file.vocabularySize();
    }

    @Override
    public synchronized void close() {
        plain.close();
        if (withControlTokens != null) {
            withControlTokens.close();
        }
    }

    private synchronized HuggingFaceTokenizer withControlTokens() {
        if (withControlTokens == null) {
            withControlTokens = open(file.path(), file.json());
        }
        return withControlTokens;
    }

    private static int[] encode(HuggingFaceTokenizer tokenizer, String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        var ids = tokenizer.encode(wellFormed(text), false, false).getIds();
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    /** Native code wants UTF-8, and lone surrogates have none. */
    private static String wellFormed(String text) {
        var characters = text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .toArray();
        return new String(characters, 0, characters.length);
    }

    private static HuggingFaceTokenizer open(Path file, String json) {
        DjlRuntime.prepare();
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file + ": is not a tokenizer: " + e.getMessage(), e);
        }
    }
}
