package dev.rapport.inference.model;

import java.util.Arrays;

/** Logits of one step: a row a sequence, in the order of the {@link StepInput}, those that decode first. */
public final class StepOutput {
    private final float[] logits;
    private final float[] logSumExps;
    private final int vocabularySize;

    /**
     * Takes ownership of both arrays.
     *
     * @param logits row after row, each as long as the vocabulary
     * @param logSumExps natural logarithm of each row's summed exponentials
     */
    public StepOutput(float[] logits, float[] logSumExps, int vocabularySize) {
        if (logits.length != (long) logSumExps.length * vocabularySize) {
            throw new IllegalArgumentException(
                    logits.length + " logits are not " + logSumExps.length + " rows of " + vocabularySize);
        }
        this.logits = logits;
        this.logSumExps = logSumExps;
        this.vocabularySize = vocabularySize;
    }

    /** Rows, one a sequence. */
    public int rows() {
        return logSumExps.length;
    }

    /** A copy of a row: the caller may change it. */
    public float[] row(int row) {
        return Arrays.copyOfRange(logits, row * vocabularySize, (row + 1) * vocabularySize);
    }

    /** Natural logarithm of the probability that a row gives to a token. */
    public double logProbability(int row, int token) {
        return (double) logits[row * vocabularySize + token] - logSumExps[row];
    }

    /** Whether a row holds numbers; a model with broken weights gives NaN. */
    public boolean isFinite(int row) {
        return Float.isFinite(logSumExps[row]);
    }
}
