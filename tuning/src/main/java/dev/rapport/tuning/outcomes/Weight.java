package dev.rapport.tuning.outcomes;

/**
 * How often a pair is trained on. A reply of an arm that few were drawn into stands for the many that would
 * have been written had everybody been: its credit is divided by the arm's propensity (Horvitz and Thompson 1952). As one
 * reply of a rare arm would then outweigh a hundred of a frequent one, weights are clipped (Ionides 2008); that favours
 * frequent arms a little, and keeps a few pairs from being memorized.
 */
public final class Weight {
    /** Max weight: that of a whole conversion by an arm of one customer in twenty. */
    public static final double MAX = 20;

    private static final double WHOLE = 1_000_000;

    private Weight() {}

    /** Whether it is a probability that something was drawn with. */
    static boolean isPropensity(double value) {
        return value > 0 && value <= 1;
    }

    /**
     * Of a reply with so much credit.
     *
     * @param creditMillionths of all its conversions together; positive
     * @param propensity       of its arm, in (0, 1]
     * @return in (0, {@link #MAX}]
     */
    static double of(long creditMillionths, double propensity) {
        return Math.min(MAX, creditMillionths / WHOLE / propensity);
    }
}
