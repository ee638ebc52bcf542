package dev.rapport.inference.text;

import dev.rapport.schemas.FinishReason;
import java.util.List;

/**
 * One text that the model wrote.
 *
 * @param text the tokens decoded together, without the end token, not trimmed
 * @param tokens ids, the end token included; empty when a server wrote it, which does not report them
 * @param tokenCount tokens of the text, the end token included where it is known; 0 when a server does not report it
 * @param logProbability sum of their natural log-probabilities under the unmodified model; NaN when a server does not report it
 * @param score logProbability divided by the number of tokens: what candidates are ranked by; NaN when that is unknown
 * @param finishReason why it ended
 */
public record GeneratedCandidate(
        String text,
        List<Integer> tokens,
        int tokenCount,
        double logProbability,
        double score,
        FinishReason finishReason) {
    public GeneratedCandidate {
        tokens = List.copyOf(tokens);
    }

    /** A candidate whose tokens are known. */
    public GeneratedCandidate(
            String text, List<Integer> tokens, double logProbability, double score, FinishReason finishReason) {
        this(text, tokens, tokens.size(), logProbability, score, finishReason);
    }

    /** Whether its log-probability is known. */
    public boolean isScored() {
        return !Double.isNaN(score);
    }
}
