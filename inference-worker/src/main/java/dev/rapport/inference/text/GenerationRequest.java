package dev.rapport.inference.text;

import dev.rapport.inference.generation.SamplingSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * One prompt.
 *
 * @param prompt text; control tokens in it are plain text
 * @param settings how candidates are drawn
 * @param seed the same seed and model give the same candidates, whatever else is in the batch; in int8 it matters
 * @param priority 0, or higher to go ahead of pending prompts with a lower one, which are not starved
 * @param maxWait max time until the model begins with it; after that it is refused. Empty: unlimited
 * @param overflow what happens to a prompt that leaves no room in the model's context for the new tokens
 */
public record GenerationRequest(
        String prompt,
        SamplingSettings settings,
        long seed,
        int priority,
        Optional<Duration> maxWait,
        Overflow overflow) {
    /** What happens to a prompt that is too long. */
    public enum Overflow {
        /** It is refused. */
        REFUSE,
        /** Its first tokens are left out, as many as must be. */
        TRUNCATE_LEFT
    }

    public GenerationRequest {
        if (priority < 0) {
            throw new IllegalArgumentException("priority must be 0 or more, is " + priority);
        }
    }

    /** A prompt that waits its turn, and is refused when it is too long. */
    public GenerationRequest(String prompt, SamplingSettings settings, long seed) {
        this(prompt, settings, seed, 0, Optional.empty());
    }

    /** A prompt that is refused when it is too long. */
    public GenerationRequest(
            String prompt, SamplingSettings settings, long seed, int priority, Optional<Duration> maxWait) {
        this(prompt, settings, seed, priority, maxWait, Overflow.REFUSE);
    }

    /** The same, with another overflow rule. */
    public GenerationRequest withOverflow(Overflow value) {
        return new GenerationRequest(prompt, settings, seed, priority, maxWait, value);
    }
}
