package dev.rapport.scoring.metric;

/** Sums that stop at the ends of their range: an absurd amount must not make every later change of its row fail. */
public final class SaturatedSum {
    private SaturatedSum() {}

    /** The sum, or the end of the range that it is beyond. */
    public static long of(long one, long other) {
        var sum = one + other;
        // Both have the sign that the sum has not: it went over the end.
        var isBeyond = ((one ^ sum) & (other ^ sum)) < 0;
        if (!isBeyond) {
            return sum;
        }
        return one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
