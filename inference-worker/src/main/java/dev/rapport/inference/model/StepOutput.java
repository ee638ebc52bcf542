package dev.rapport.inference.model;

import java.util.Arrays;

/** What a model chose in one step, in the order of {@link StepInput#choices}. */
public final class StepOutput {
    private final long[] tokens;
    private final float[] logProbabilities;
    private final float[] logits;
    private final int vocabularySize;

    /**
     * Takes ownership of the arrays.
     *
     * @param tokens ids
     * @param logProbabilities natural logarithm of each one's probability under the unmodified model; not finite when the
     *     model's logits are not
     * @param logits of the choices that want them, one after the other, each as long as the vocabulary
     */
    public StepOutput(long[] tokens, float[] logProbabilities, float[] logits, int vocabularySize) {
        if (tokens.length != logProbabilities.length || logits.length % vocabularySize != 0) {
            throw new IllegalArgumentException(tokens.length + " tokens, " + logProbabilities.length
                    + " probabilities and " + logits.length + " logits do not belong together");
        }
        this.tokens = tokens;
        this.logProbabilities = logProbabilities;
        this.logits = logits;
        this.vocabularySize = vocabularySize;
    }

    /** Tokens that were chosen. */
    public int choices() {
        return tokens.length;
    }

    public int token(int choice) {
        return Math.toIntExact(tokens[choice]);
    }

    /** Natural logarithm of a token's probability under the unmodified model. */
    public double logProbability(int choice) {
        return logProbabilities[choice];
    }

    /** Whether the model gave numbers; one with broken weights gives NaN. */
    public boolean isFinite(int choice) {
        return Float.isFinite(logProbabilities[choice]);
    }

    /** The logits of a choice that wants them: a copy. */
    public float[] logits(int choice) {
        return Arrays.copyOfRange(logits, choice * vocabularySize, (choice + 1) * vocabularySize);
    }
}
