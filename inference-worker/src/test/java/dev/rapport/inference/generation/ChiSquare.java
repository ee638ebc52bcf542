package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Whether what was counted is what was to be expected. What is counted is seeded, so the answer is always the same. */
public final class ChiSquare {
    /** Standard deviations of the statistic; chance goes beyond it about once in a million trials. */
    private static final double BOUND = 6;
    /** Fewer expected, and the statistic is not distributed as it should be. */
    private static final double MIN_EXPECTED = 5;

    private ChiSquare() {}

    static void assertUniform(long[] counts, String what) {
        var share = new double[counts.length];
        Arrays.fill(share, 1.0 / counts.length);
        assertFits(counts, share, what);
    }

    /**
     * Fails where the counts are not what the probabilities explain.
     *
     * @param probabilities sum to 1; what is too rare is counted together
     */
    public static void assertFits(long[] counts, double[] probabilities, String what) {
        var total = Arrays.stream(counts).sum();
        var statistic = 0.0;
        var cells = 0;
        var rare = 0L;
        var rareExpected = 0.0;
        for (int i = 0; i < counts.length; i++) {
            var expected = probabilities[i] * total;
            if (expected < MIN_EXPECTED) {
                rare += counts[i];
                rareExpected += expected;
            } else {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        if (rareExpected > 0) {
            statistic += (rare - rareExpected) * (rare - rareExpected) / Math.max(rareExpected, 1);
            cells++;
        } else {
            assertThat(rare).as("%s: drawn although impossible", what).isZero();
        }
        var freedom = Math.max(1, cells - 1);
        assertThat(statistic)
                .as("chi-square of %s, %d degrees of freedom", what, freedom)
                .isLessThan(freedom + BOUND * Math.sqrt(2.0 * freedom) + BOUND);
    }
}
