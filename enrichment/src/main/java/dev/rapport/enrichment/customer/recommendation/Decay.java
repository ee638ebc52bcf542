package dev.rapport.enrichment.customer.recommendation;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * What is left of a weight as time passes: {@code 2^(-age / halfLife)}, in whole parts of {@link #ONE}. Read from a table, so
 * that every machine comes to the same number.
 *
 * @param halfLife in milliseconds, positive
 */
public record Decay(long halfLife) {
    /** The weight of what has just happened. */
    public static final long ONE = 1 << 16;

    /** Steps that a half-life is divided into. */
    private static final int STEPS = 256;

    private static final long[] WITHIN_A_HALF_LIFE = IntStream.range(0, STEPS)
            .mapToLong(step -> Math.round(ONE * StrictMath.pow(2, -(double) step / STEPS)))
            .toArray();

    public Decay {
        if (halfLife <= 0) {
            throw new IllegalArgumentException("halfLife=" + halfLife + ": must be positive");
        }
    }

    public static Decay halvedIn(Duration halfLife) {
        return new Decay(halfLife.toMillis());
    }

    /**
     * The weight left.
     *
     * @param age in milliseconds; what is still to come counts as just happened
     * @return 0 to {@link #ONE}; 0 after 17 half-lives
     */
    public long of(long age) {
        if (age <= 0) {
            return ONE;
        }
        var halvings = age / halfLife;
        if (halvings > Long.SIZE - 1) {
            return 0;
        }
        var step = (int) ((double) (age % halfLife) * STEPS / halfLife);
        return WITHIN_A_HALF_LIFE[step] >> halvings;
    }
}
