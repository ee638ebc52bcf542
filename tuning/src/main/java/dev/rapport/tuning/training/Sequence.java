package dev.rapport.tuning.training;

import dev.rapport.tuning.data.Example;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.ReplyTokenizer.Spans;
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
        var prompt = tokenizer.encodeWithSpans(example.prompt());
        var promptIds = prompt.ids();
        var reply = tokenizer.encodeWithSpans(example.replyText());
        var replyIds = reply.ids();
        var ids = Arrays.copyOf(promptIds, promptIds.length + replyIds.length + 1);
        System.arraycopy(replyIds, 0, ids, promptIds.length, replyIds.length);
        ids[ids.length - 1] = tokenizer.endId();
        var weights = new float[ids.length];
        Arrays.fill(weights, promptIds.length, weights.length, 1);
        var copied = new BitSet();
        var given = new BitSet();
        var from = 0;
        for (var piece : example.reply()) {
            var to = from + piece.text().length();
            if (piece.copied()) {
                for (var i = 0; i < replyIds.length; i++) {
                    if (reply.touches(i, from, to)) {
                        weights[promptIds.length + i] = copiedWeight;
                        copied.set(promptIds.length + i);
                    }
                }
                markGiven(piece.text().strip(), example.prompt(), prompt, given);
            }
            from = to;
        }
        swap.swap(ids, given, copied, example.prompt().hashCode());
        return new Sequence(ids, weights);
    }

    /** Where a value stands in the prompt, every time. */
    private static void markGiven(String value, String text, Spans prompt, BitSet given) {
        for (var at = text.indexOf(value); !value.isEmpty() && at >= 0; at = text.indexOf(value, at + value.length())) {
            for (var i = 0; i < prompt.size(); i++) {
                if (prompt.isWithin(i, at, at + value.length())) {
                    given.set(i);
                }
            }
        }
    }

    int length() {
        return ids.length;
    }
}
