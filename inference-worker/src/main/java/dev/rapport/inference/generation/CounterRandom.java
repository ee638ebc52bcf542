package dev.rapport.inference.generation;

/**
 * Random numbers by counter: the number for (seed, candidate, position) is a hash of the three, so it is the same
 * whatever else was drawn before. The mixing function is that of SplitMix64 (Steele, Lea, Flood 2014).
 */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private CounterRandom() {}

    /** A number in [0, 1), a multiple of 2^-53. */
    public static double uniform(long seed, int candidate, int position) {
        long counter = ((long) candidate << 32) | (position & 0xffffffffL);
        return (mix(mix(seed + GOLDEN_GAMMA) ^ mix(counter + GOLDEN_GAMMA)) >>> 11) * 0x1p-53;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
