package dev.rapport.quickstart.simulator;

/** Chances that depend on nothing but what they are about: the same parts give the same number in every run. */
final class Chance {
    private static final double UNIT = 0x1.0p-53;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private Chance() {}

    /** A number in [0, 1) that is spread evenly over all parts. */
    static double of(long seed, String... parts) {
        return (hash(seed, parts) >>> 11) * UNIT;
    }

    /** Seed of a generator that belongs to these parts alone. */
    static long hash(long seed, String... parts) {
        var hash = FNV_OFFSET ^ mix(seed);
        for (var part : parts) {
            for (var i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ '|') * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Finalizer of MurmurHash3, 64 bits. */
    private static long mix(long value) {
        var z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
