package dev.rapport.inference.engine;

/**
 * What a generator has done since it was opened.
 *
 * @param steps steps of the model
 * @param generatedTokens tokens that the model wrote, end tokens included
 * @param prefillTokens prompt tokens that the model read
 * @param sharedTokens prompt tokens that it did not have to read, because the cache held them
 * @param activeSlots sequences in the batch now
 * @param waitingSequences sequences that wait for a slot or for cache
 * @param cacheBytes memory of cached keys and values that sequences use now
 */
public record GeneratorStatistics(
        long steps,
        long generatedTokens,
        long prefillTokens,
        long sharedTokens,
        int activeSlots,
        int waitingSequences,
        long cacheBytes) {}
