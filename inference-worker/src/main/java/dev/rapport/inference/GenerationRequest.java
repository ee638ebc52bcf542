package dev.rapport.inference;

import dev.rapport.inference.generation.SamplingSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * One prompt.
 *
 * @param prompt text; control tokens in it are plain text
 * @param settings how candidates are drawn
 * @param seed the same seed and model give the same candidates, whatever else is in the batch
 * @param priority 0, or higher to go before others that wait
 * @param maxWait how long it may wait until the model begins; empty is for ever. Later it is refused
 */
public record GenerationRequest(
        String prompt, SamplingSettings settings, long seed, int priority, Optional<Duration> maxWait) {
    public GenerationRequest {
        if (priority < 0) {
            throw new IllegalArgumentException("priority must be 0 or more, was " + priority);
        }
    }

    /** A prompt that waits its turn. */
    public GenerationRequest(String prompt, SamplingSettings settings, long seed) {
        this(prompt, settings, seed, 0, Optional.empty());
    }
}
