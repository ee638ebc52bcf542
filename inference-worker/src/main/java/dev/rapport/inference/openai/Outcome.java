package dev.rapport.inference.openai;

import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.schemas.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of one try to have a request answered. */
sealed interface Outcome {

    /**
     * The server wrote.
     *
     * @param choices at least one
     * @param promptTokens tokens of the prompt, 0 when the server does not tell
     * @param newTokens tokens of all choices together, 0 when the server does not tell
     */
    record Answer(List<Choice> choices, int promptTokens, int newTokens) implements Outcome {
        public Answer {
            choices = List.copyOf(choices);
        }
    }

    /**
     * One text.
     *
     * @param logProbabilities of its tokens; empty when the server does not tell them
     */
    record Choice(String text, FinishReason finishReason, List<Double> logProbabilities) {
        public Choice {
            logProbabilities = List.copyOf(logProbabilities);
        }
    }

    /** The server will not answer this prompt, however often it is asked. */
    record Refusing(Refusal reason, String message) implements Outcome {}

    /** The server gives one text a request. */
    record OneChoiceOnly() implements Outcome {}

    /**
     * It may go better another time.
     *
     * @param retryAfter how long the server wants to be left alone
     * @param isFailure whether the server failed at it, which may be due to the prompt, rather than was not to be had
     */
    record Passing(String message, Optional<Duration> retryAfter, boolean isFailure) implements Outcome {
        /** Of a server that is not to be had. */
        static Passing away(String message) {
            return new Passing(message, Optional.empty(), false);
        }
    }

    /** It will not go better without somebody's help. */
    record Lasting(String message) implements Outcome {}
}
