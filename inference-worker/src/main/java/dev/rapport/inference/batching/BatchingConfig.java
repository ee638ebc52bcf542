package dev.rapport.inference.batching;

import dev.rapport.runtime.value.Checks;

/**
 * Limits of one decode loop.
 *
 * @param maxSlots sequences decoded together, at least 1; memory grows with it
 * @param prefillTokens prompt tokens read in one step, at least 1, beside those that decode; longer prompts are read in
 *     several steps, at least a page in each
 */
public record BatchingConfig(int maxSlots, int prefillTokens) {
    /** 64 slots and 512 prompt tokens a step. */
    public static final BatchingConfig DEFAULT = new BatchingConfig(64, 512);

    public BatchingConfig {
        Checks.atLeast(1, maxSlots, "inference.batching.max-slots");
        Checks.atLeast(1, prefillTokens, "inference.batching.prefill-tokens");
    }
}
