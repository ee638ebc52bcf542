package dev.rapport.tuning.training;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Orders that a seed decides. */
public final class Shuffle {
    private static final long SEED_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long NUMBER_FACTOR = 0xBF58476D1CE4E5B9L;

    private Shuffle() {}

    /** Shuffles in place; neighbouring seeds and numbers have unrelated orders. */
    public static void shuffle(List<?> list, long seed, long number) {
        var mixed = (seed + 1) * SEED_FACTOR ^ (number + 1) * NUMBER_FACTOR;
        Collections.shuffle(list, new Random(mixed ^ (mixed >>> 31)));
    }
}
