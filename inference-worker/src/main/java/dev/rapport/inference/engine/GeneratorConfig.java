package dev.rapport.inference.engine;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;

/**
 * How a generator uses the machine.
 *
 * @param device where the model computes
 * @param precision arithmetic of the model
 * @param batching limits of the decode loop
 * @param cacheBytes memory for cached keys and values, positive; one sequence of full length always fits
 */
public record GeneratorConfig(ComputeDevice device, Precision precision, BatchingConfig batching, long cacheBytes) {
    /** Full precision, 64 slots and 512 MiB. */
    public static final GeneratorConfig DEFAULT = new GeneratorConfig(BatchingConfig.DEFAULT, 512L << 20);

    /** Full precision. */
    public GeneratorConfig(BatchingConfig batching, long cacheBytes) {
        this(ComputeDevice.AUTO, Precision.FP32, batching, cacheBytes);
    }

    public GeneratorConfig withPrecision(Precision value) {
        return new GeneratorConfig(device, value, batching, cacheBytes);
    }

    public GeneratorConfig withDevice(ComputeDevice value) {
        return new GeneratorConfig(value, precision, batching, cacheBytes);
    }

    public GeneratorConfig {
        if (cacheBytes < 1) {
            throw new IllegalArgumentException("inference.batching.kv-budget=" + cacheBytes + ": must be positive");
        }
    }
}
