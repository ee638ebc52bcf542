package dev.rapport.tuning.pair;

/** What is learned and what is kept for evaluation, by a hash: a text is always in the same half. */
public enum Split {
    TRAINING,
    EVALUATION;

    private static final int ONE_IN = 10;

    /** The half that this value belongs to; the same on every machine and for every seed. */
    public static Split of(String value) {
        return Math.floorMod(hash(value), ONE_IN) == 0 ? EVALUATION : TRAINING;
    }

    /** Well-mixed bits of a text; the same on every machine. */
    public static int hash(String value) {
        var hash = value.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    /** Whether this value belongs to this half. */
    public boolean holds(String value) {
        return of(value) == this;
    }
}
