package dev.rapport.inference.decoding;

import dev.rapport.inference.model.StepOutput;
import java.util.OptionalInt;

/** One sequence that a decode loop works on: what it starts from and what it makes of each row of logits. */
public interface Decoding {

    /** The prompt, at least one token; not to be changed. */
    int[] prompt();

    /** Most tokens that follow it, at least 1. */
    int maxNewTokens();

    /** Takes its row of a step; gives the token that goes on the sequence, or empty when it ended. */
    OptionalInt accept(StepOutput output, int row);
}
