package dev.rapport.inference.openai;

import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.schemas.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The outcome of one attempt at a call. */
sealed interface CallOutcome {

    /**
     * The server has answered.
     *
     * @param choices at least one
     * @param promptTokens tokens of the prompt, 0 when the server does not report it
     * @param newTokens tokens of all choices together, 0 when the server does not report it
     */
    record Answer(List<Choice> choices, int promptTokens, int newTokens) implements CallOutcome {
        public Answer {
            choices = List.copyOf(choices);
        }
    }

    /**
     * One text.
     *
     * @param logProbabilities of its tokens; empty when the server does not report them
     */
    record Choice(String text, FinishReason finishReason, List<Double> logProbabilities) {
        public Choice {
            logProbabilities = List.copyOf(logProbabilities);
        }
    }

    /** The server rejects this prompt at every attempt. */
    record PromptRejected(Refusal reason, String message) implements CallOutcome {}

    /** The server writes only one text for a request. */
    record OneChoiceOnly() implements CallOutcome {}

    /**
     * Another attempt may succeed.
     *
     * @param retryAfter how long the server asks to wait
     * @param isFailure whether the server failed at it, perhaps because of the prompt, rather than could not be reached
     */
    record Transient(String message, Optional<Duration> retryAfter, boolean isFailure) implements CallOutcome {
        /** The server could not be reached. */
        static Transient unreachable(String message) {
            return new Transient(message, Optional.empty(), false);
        }
    }

    /** No attempt succeeds until a person changes something. */
    record Permanent(String message) implements CallOutcome {}
}
