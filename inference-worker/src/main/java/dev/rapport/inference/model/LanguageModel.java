package dev.rapport.inference.model;

/**
 * A causal language model with a paged cache of keys and values.
 *
 * <p>The caller owns the pages, numbered from 1 to {@link ModelShape#pages()}: it says which ones a sequence reads and
 * writes, may let sequences with the same beginning share those that are full, and may reuse those of one that ended. A model is not thread-safe: one platform thread
 * calls {@link #step} and {@link #close}.
 */
public interface LanguageModel extends AutoCloseable {

    /** Sizes of this model and of its cache; never change. */
    ModelShape shape();

    /**
     * Reads the tokens of one step and chooses those that follow. What is chosen for a sequence does not depend on what
     * else is in the step, nor on how its prompt was cut into chunks.
     *
     * @throws ModelException when a token, position or page is out of range, or the engine failed
     */
    StepOutput step(StepInput input);

    /** Releases native memory. Calling it again does nothing. */
    @Override
    void close();
}
