package dev.rapport.inference;

import dev.rapport.schemas.FinishReason;
import java.util.List;

/**
 * One text that the model wrote.
 *
 * @param text the tokens decoded together, without the end token, not trimmed
 * @param tokens ids, the end token included
 * @param logProbability sum of their natural log-probabilities under the unmodified model
 * @param score logProbability divided by the number of tokens: what candidates are ranked by
 * @param finishReason why it ended
 */
public record GeneratedCandidate(
        String text, List<Integer> tokens, double logProbability, double score, FinishReason finishReason) {
    public GeneratedCandidate {
        tokens = List.copyOf(tokens);
    }
}
