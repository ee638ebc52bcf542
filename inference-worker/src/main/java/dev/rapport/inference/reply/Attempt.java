package dev.rapport.inference.reply;

import dev.rapport.schemas.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * What the model wrote in one attempt.
 *
 * @param promptTokens        tokens of the prompt that it read
 * @param droppedPromptTokens tokens before them that were left out
 * @param candidates          in the order in which they are tried, with their verdicts
 */
record Attempt(int promptTokens, int droppedPromptTokens, List<Candidate> candidates) {
    Attempt {
        candidates = List.copyOf(candidates);
    }

    /** The first candidate that passes. */
    Optional<Candidate> chosen() {
        return candidates.stream()
                .filter(candidate -> candidate.getVerdicts().isEmpty())
                .findFirst();
    }
}
