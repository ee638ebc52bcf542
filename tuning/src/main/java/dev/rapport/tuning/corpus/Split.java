package dev.rapport.tuning.corpus;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which half of the world of slot values an example may use. Every name, brand and product word belongs to exactly one
 * half, by hash, so that a value asked for in evaluation was never seen in training.
 */
public enum Split {
    TRAINING,
    EVALUATION;

    private static final int ONE_IN = 10;
    private static final int PHRASES_ONE_IN = 6;
    private static final int PHRASE_KEPT = 3;

    /** The half that this value belongs to; the same on every machine and for every seed. */
    public static Split of(String value) {
        return Math.floorMod(hash(value), ONE_IN) == 0 ? EVALUATION : TRAINING;
    }

    /** Well-mixed bits of a text; the same on every machine. */
    static int hash(String value) {
        var hash = value.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    /**
     * The phrases of this half: for evaluation one in six.
     *
     * @param before phrases that come before these in the same list
     */
    List<String> ofEverySixth(List<String> phrases, int before) {
        return IntStream.range(0, phrases.size())
                .filter(i -> ((before + i) % PHRASES_ONE_IN == PHRASE_KEPT) == (this == EVALUATION))
                .mapToObj(phrases::get)
                .toList();
    }

    boolean holds(String value) {
        return of(value) == this;
    }
}
