package dev.rapport.tuning.data;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text to ids and back by a {@code tokenizer.json}. Thread-safe; close it to free native memory. */
public final class ReplyTokenizer implements AutoCloseable {
    /** Ends every reply; also the only special token. */
    public static final String END_MARK = "<|endoftext|>";

    private final HuggingFaceTokenizer tokenizer;
    private final int endId;

    private ReplyTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        var end = tokenizer.encode(END_MARK, false, false).getIds();
        if (end.length != 1) {
            throw new IllegalArgumentException("the tokenizer has no " + END_MARK + " token");
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

    /** Inputs that a model reads of an example: prompt and reply, which are cut up apart. */
    public int length(Example example) {
        return encode(example.prompt()).length + encode(example.replyText()).length;
    }

    /** With the characters that each token covers; parts of one character all cover it. */
    public Spans encodeWithSpans(String text) {
        var encoding = encoding(text);
        return new Spans(text, encoding.getIds(), encoding.getCharTokenSpans());
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

    /** Ids with where they come from; positions are those of {@link String}: an emoji has two. */
    public static final class Spans {
        private final long[] ids;
        private final int[] from;
        private final int[] to;

        /** The tokenizer counts code points. */
        private Spans(String text, long[] ids, CharSpan[] spans) {
            this.ids = ids;
            from = new int[spans.length];
            to = new int[spans.length];
            for (var i = 0; i < spans.length; i++) {
                from[i] = spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getStart());
                to[i] = spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getEnd());
            }
        }

        public long[] ids() {
            return ids.clone();
        }

        /** Number of tokens. */
        public int size() {
            return ids.length;
        }

        /** Whether token {@code index} shares a character with {@code [from, to)}. */
        public boolean touches(int index, int start, int end) {
            return to[index] > start && from[index] < end;
        }

        /** Whether token {@code index} has characters of {@code [from, to)} only, a space before them aside. */
        public boolean isWithin(int index, int start, int end) {
            return to[index] > start && from[index] >= start - 1 && to[index] <= end;
        }
    }
}
