package dev.rapport.inference.reply;

import dev.rapport.schemas.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a prompt says of when it must be written and by which model, in the terms of a generator. */
final class PromptTerms {
    private PromptTerms() {}

    /** Level of priority in the generator's queue: the class of the prompt. */
    static int priority(Prompt prompt) {
        return switch (prompt.getPriority()) {
            case REPLY -> 2;
            case TRIGGERED -> 1;
            case BULK -> 0;
        };
    }

    /** Time until it expires; zero when it has expired, empty when it never does. */
    static Optional<Duration> timeLeft(Prompt prompt, Instant now) {
        return Optional.ofNullable(prompt.getExpiresAt())
                .map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
    }

    static boolean isExpired(Prompt prompt, Instant now) {
        return timeLeft(prompt, now).filter(Duration::isZero).isPresent();
    }

    /** Whether a model may write it: any may where it names none. */
    static boolean mayBeWrittenBy(Prompt prompt, String modelId) {
        return prompt.getModel().isEmpty() || prompt.getModel().equals(modelId);
    }
}
