package dev.rapport.inference.decoding;

import dev.rapport.inference.generation.NextToken;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** One candidate of a prompt while it is written. */
public final class CandidateDecoding implements Decoding {
    private final int[] prompt;
    private final int maxNewTokens;
    private final int endOfTextId;
    private final NextToken nextToken;
    private final List<Integer> tokens = new ArrayList<>();
    private double logProbability;
    private FinishReason finishReason = FinishReason.OTHER;

    /**
     * @param candidate number of the candidate among those of its prompt, counted from 0
     * @param endOfTextId the model's end token, or -1
     */
    public CandidateDecoding(int[] prompt, SamplingSettings settings, long seed, int candidate, int endOfTextId) {
        this.prompt = prompt;
        this.maxNewTokens = settings.maxNewTokens();
        this.endOfTextId = endOfTextId;
        this.nextToken = new NextToken(prompt, settings, seed, candidate, endOfTextId);
    }

    @Override
    public int[] prompt() {
        return prompt;
    }

    @Override
    public int maxNewTokens() {
        return maxNewTokens;
    }

    @Override
    public OptionalInt accept(StepOutput output, int row) {
        if (!output.isFinite(row)) {
            return OptionalInt.empty();
        }
        var token = nextToken.choose(output.row(row));
        tokens.add(token);
        logProbability += output.logProbability(row, token);
        if (token == endOfTextId) {
            finishReason = FinishReason.EOS;
            return OptionalInt.empty();
        }
        if (tokens.size() == maxNewTokens) {
            finishReason = FinishReason.LENGTH;
            return OptionalInt.empty();
        }
        return OptionalInt.of(token);
    }

    /** Tokens so far, the end token included. */
    public List<Integer> tokens() {
        return List.copyOf(tokens);
    }

    /** Sum of the natural log-probabilities of the tokens under the unmodified model. */
    public double logProbability() {
        return logProbability;
    }

    /** Why it ended; OTHER while it goes on, and when the model gave no numbers. */
    public FinishReason finishReason() {
        return finishReason;
    }
}
