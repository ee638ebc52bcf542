package dev.rapport.inference.decoding;

import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.StepOutput;

/** Reads a prompt and keeps the logits after it. */
public final class FirstLogits implements Decoding {
    private float[] logits = {};

    @Override
    public TokenChoice choice(int row) {
        return TokenChoice.greedy(row);
    }

    @Override
    public boolean wantsLogits() {
        return true;
    }

    @Override
    public boolean accept(StepOutput output, int choice) {
        logits = output.logits(choice);
        return false;
    }

    /** The logits, one a token of the vocabulary; empty before the step. */
    public float[] logits() {
        return logits.clone();
    }
}
