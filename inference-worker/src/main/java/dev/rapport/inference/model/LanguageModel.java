package dev.rapport.inference.model;

/**
 * A causal language model with a paged cache of keys and values.
 *
 * <p>The caller owns the pages: it hands every sequence pages of its own, numbered from 1 to {@link
 * ModelShape#pages()}, and may reuse those of a sequence that ended. A model is not thread-safe: one platform thread
 * calls {@link #step} and {@link #close}.
 */
public interface LanguageModel extends AutoCloseable {

    /** Sizes of this model and of its cache; never change. */
    ModelShape shape();

    /**
     * Reads the tokens of one step and gives the logits after the last token of each sequence. The logits of a sequence
     * do not depend on what else is in the step.
     *
     * @throws ModelException when a token, position or page is out of range, or the engine failed
     */
    StepOutput step(StepInput input);

    /** Releases native memory. Calling it again does nothing. */
    @Override
    void close();
}
