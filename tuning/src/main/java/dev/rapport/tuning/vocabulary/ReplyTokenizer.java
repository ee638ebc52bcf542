package dev.rapport.tuning.vocabulary;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text to ids and back by a {@code tokenizer.json}. Thread-safe; close it to free native memory. */
public final class ReplyTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final int endId;

    private ReplyTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        var end = tokenizer.encode(Vocabulary.END_MARK, false, false).getIds();
        if (end.length != 1) {
            throw new IllegalArgumentException("the tokenizer has no " + Vocabulary.END_MARK + " token");
        }
        endId = (int) end[0];
    }

    /** @param json the text of a {@code tokenizer.json} */
    public static ReplyTokenizer of(String json) throws IOException {
        var in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        return new ReplyTokenizer(HuggingFaceTokenizer.newInstance(
                in, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false")));
    }

    public int endId() {
        return endId;
    }

    public long[] encode(String text) {
        return encoding(text).getIds();
    }

    /** With the characters that each token covers; parts of one character all cover it. */
    public Spans encodeWithSpans(String text) {
        var encoding = encoding(text);
        return new Spans(encoding.getIds(), encoding.getCharTokenSpans());
    }

    public String decode(long[] ids) {
        return tokenizer.decode(ids, true);
    }

    private Encoding encoding(String text) {
        return tokenizer.encode(text, false, false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** Ids with where they come from; positions count characters of the text. */
    public static final class Spans {
        private final long[] ids;
        private final CharSpan[] spans;

        private Spans(long[] ids, CharSpan[] spans) {
            this.ids = ids;
            this.spans = spans;
        }

        public long[] ids() {
            return ids.clone();
        }

        /** Whether token {@code index} shares a character with {@code [from, to)}. */
        public boolean touches(int index, int from, int to) {
            var span = spans[index];
            return span != null && span.getEnd() > from && span.getStart() < to;
        }
    }
}
