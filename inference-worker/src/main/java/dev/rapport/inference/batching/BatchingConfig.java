package dev.rapport.inference.batching;

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
        if (maxSlots < 1) {
            throw new IllegalArgumentException("inference.batching.max-slots must be at least 1, was " + maxSlots);
        }
        if (prefillTokens < 1) {
            throw new IllegalArgumentException(
                    "inference.batching.prefill-tokens must be at least 1, was " + prefillTokens);
        }
    }
}
