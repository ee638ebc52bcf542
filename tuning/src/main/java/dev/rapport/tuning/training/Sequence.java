package dev.rapport.tuning.training;

import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * An example in tokens: prompt, reply, end marker. Arrays are shared, treat them as read-only.
 *
 * @param ids     tokens
 * @param weights what getting each token right counts for: nothing in the prompt
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sequence(long[] ids, float[] weights) {
    /**
     * Prompt and reply are tokenized apart, as they will be when the model writes.
     *
     * @param copiedWeight weight of reply tokens that repeat a value of the prompt; all others count 1
     */
    public static Sequence of(Example example, ReplyTokenizer tokenizer, float copiedWeight) {
        return of(example, tokenizer, copiedWeight, TokenSwap.NONE);
    }

    /** The same, with other tokens in the place of copied ones. */
    static Sequence of(Example example, ReplyTokenizer tokenizer, float copiedWeight, TokenSwap swap) {
        var prompt = tokenizer.encode(example.prompt());
        var reply = tokenizer.encodeWithSpans(example.replyText());
        var replyIds = reply.ids();
        var ids = Arrays.copyOf(prompt, prompt.length + replyIds.length + 1);
        System.arraycopy(replyIds, 0, ids, prompt.length, replyIds.length);
        ids[ids.length - 1] = tokenizer.endId();
        var weights = new float[ids.length];
        Arrays.fill(weights, prompt.length, weights.length, 1);
        var copied = new BitSet();
        var from = 0;
        for (var piece : example.reply()) {
            var to = from + piece.text().length();
            for (var i = 0; piece.copied() && i < replyIds.length; i++) {
                if (reply.touches(i, from, to)) {
                    weights[prompt.length + i] = copiedWeight;
                    copied.set(prompt.length + i);
                }
            }
            from = to;
        }
        swap.swap(ids, prompt.length, copied, example.prompt().hashCode());
        return new Sequence(ids, weights);
    }

    int length() {
        return ids.length;
    }
}
