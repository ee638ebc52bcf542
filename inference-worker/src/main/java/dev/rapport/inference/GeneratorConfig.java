package dev.rapport.inference;

import dev.rapport.inference.batching.BatchingConfig;

/**
 * How a generator uses the machine.
 *
 * @param batching limits of the decode loop
 * @param cacheBytes memory for cached keys and values, positive; one sequence of full length always fits
 */
public record GeneratorConfig(BatchingConfig batching, long cacheBytes) {
    /** 64 slots and 512 MiB. */
    public static final GeneratorConfig DEFAULT = new GeneratorConfig(BatchingConfig.DEFAULT, 512L << 20);

    public GeneratorConfig {
        if (cacheBytes < 1) {
            throw new IllegalArgumentException("inference.batching.kv-budget must be positive, was " + cacheBytes);
        }
    }
}
