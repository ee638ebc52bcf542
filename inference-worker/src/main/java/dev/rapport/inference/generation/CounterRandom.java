package dev.rapport.inference.generation;

/**
 * Random numbers by counter: the number for (seed, candidate, position) is computed from the three alone, so it is the same
 * whatever else was drawn before. The generator is Philox4x32-10: the seed is its key, position and candidate are its
 * counter. A key's numbers are a permutation of all counters, so no counter and no seed is special.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1,
 *     2, 3 (SC 2011)</a>
 */
public final class CounterRandom {
    /** Name of the generator: replies carry it, because a seed means nothing without it. */
    public static final String NAME = "philox4x32-10";

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xd2511f53L;
    private static final long MULTIPLIER_1 = 0xcd9e8d57L;
    private static final int WEYL_0 = 0x9e3779b9;
    private static final int WEYL_1 = 0xbb67ae85;

    private CounterRandom() {}

    /**
     * A number strictly between 0 and 1: the middle of one of 2^52 equal intervals.
     *
     * <p>Strictly, because 0 would choose the first token and 1 the last one, however improbable it is.
     */
    public static double uniform(long seed, int candidate, int position) {
        return ((block(position, candidate, 0, 0, seed) >>> 12) + 0.5) * 0x1p-52;
    }

    /** The first two of the four words of a block, the first one in the upper half. */
    static long block(int counter0, int counter1, int counter2, int counter3, long key) {
        int x0 = counter0;
        int x1 = counter1;
        int x2 = counter2;
        int x3 = counter3;
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            var product0 = MULTIPLIER_0 * Integer.toUnsignedLong(x0);
            var product1 = MULTIPLIER_1 * Integer.toUnsignedLong(x2);
            x0 = (int) (product1 >>> 32) ^ x1 ^ key0;
            x1 = (int) product1;
            x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
            x3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return ((long) x0 << 32) | Integer.toUnsignedLong(x1);
    }
}
