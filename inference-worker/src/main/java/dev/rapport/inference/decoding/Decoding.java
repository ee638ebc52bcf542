package dev.rapport.inference.decoding;

import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.StepOutput;

/** One sequence that a decode loop works on: how its tokens are chosen, and what it makes of each. */
public interface Decoding {

    /** How the token after a row is chosen. */
    TokenChoice choice(int row);

    /** Whether it wants the logits of its next choice. */
    default boolean wantsLogits() {
        return false;
    }

    /** Takes its choice of a step; whether the sequence goes on with that token. */
    boolean accept(StepOutput output, int choice);

    /** Its deadline passed while it waited; nothing follows. */
    default void late() {}
}
