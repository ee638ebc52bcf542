package dev.rapport.tuning.data;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.training.Sequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text to ids and back by a {@code tokenizer.json}. Thread-safe; close it to free native memory. */
public final class ReplyTokenizer implements AutoCloseable {
    /** Ends every reply; also the only special token. */
    public static final String END_MARK = Example.END_MARK;

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

    /** Prompt and reply are tokenized apart, as they will be when the model writes. */
    public Sequence sequence(Example example) {
        return Sequence.of(encode(example.prompt()), encode(example.reply()), endId);
    }

    /** Inputs of {@link #sequence}: all of its tokens but the last. */
    public int inputs(Example example) {
        return encode(example.prompt()).length + encode(example.reply()).length;
    }

    /** With the characters that each token covers; parts of one character all cover it. */
    public Spans encodeWithSpans(String text) {
        var encoding = encoding(text);
        var spans = encoding.getCharTokenSpans(); // in code points
        var from = new int[spans.length];
        var to = new int[spans.length];
        for (var i = 0; i < spans.length; i++) {
            from[i] = spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getStart());
            to[i] = spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getEnd());
        }
        return new Spans(encoding.getIds(), from, to);
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

    /**
     * Tokens with the characters that they cover, by the index of the token; positions are those of {@link String}: an emoji
     * has two.
     *
     * @param ids  tokens
     * @param from first character
     * @param to   end, exclusive
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Spans(long[] ids, int[] from, int[] to) {}
}
