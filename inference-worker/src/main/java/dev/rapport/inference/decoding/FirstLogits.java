package dev.rapport.inference.decoding;

import dev.rapport.inference.model.StepOutput;
import java.util.OptionalInt;

/** Reads a prompt and keeps the logits after it. */
public final class FirstLogits implements Decoding {
    private final int[] prompt;
    private float[] logits = {};

    public FirstLogits(int[] prompt) {
        this.prompt = prompt;
    }

    @Override
    public int[] prompt() {
        return prompt;
    }

    @Override
    public int maxNewTokens() {
        return 1;
    }

    @Override
    public OptionalInt accept(StepOutput output, int row) {
        logits = output.row(row);
        return OptionalInt.empty();
    }

    /** The logits, one a token of the vocabulary; empty before the step. */
    public float[] logits() {
        return logits.clone();
    }
}
