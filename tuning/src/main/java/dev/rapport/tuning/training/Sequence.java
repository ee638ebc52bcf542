package dev.rapport.tuning.training;

import java.util.Arrays;

/**
 * An example in tokens: prompt, reply, end marker. Arrays are shared, treat them as read-only.
 *
 * @param ids     tokens
 * @param weights weight of each token in the loss: 0 in the prompt
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sequence(long[] ids, float[] weights) {
    /** A sequence in which every token of the reply weighs 1, its end marker too. */
    public static Sequence of(long[] prompt, long[] reply, long endId) {
        var ids = Arrays.copyOf(prompt, prompt.length + reply.length + 1);
        System.arraycopy(reply, 0, ids, prompt.length, reply.length);
        ids[ids.length - 1] = endId;
        var weights = new float[ids.length];
        Arrays.fill(weights, prompt.length, weights.length, 1);
        return new Sequence(ids, weights);
    }

    int length() {
        return ids.length;
    }
}
