package dev.rapport.tuning.corpus;

/**
 * Which half of the world of slot values an example may use. Every name, brand and product word belongs to exactly one
 * half, by hash, so that a value asked for in evaluation was never seen in training.
 */
public enum Split {
    TRAINING,
    EVALUATION;

    private static final int ONE_IN = 10;

    /** The half that this value belongs to; the same on every machine and for every seed. */
    public static Split of(String value) {
        var hash = value.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        hash ^= hash >>> 16;
        return Math.floorMod(hash, ONE_IN) == 0 ? EVALUATION : TRAINING;
    }

    boolean holds(String value) {
        return of(value) == this;
    }
}
