package dev.rapport.inference.stream;

import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.model.ModelInfo;
import java.util.List;

/** What the stream needs of a text generator. Closed by who opened it, after the last call. */
public interface ReplyWriter extends AutoCloseable {
    /** What goes into provenance. */
    ModelInfo info();

    /**
     * Writes for a batch of prompts and waits; seconds.
     *
     * @return results in the order of the requests
     * @throws RuntimeException when the model failed; nothing is published then and the worker stops
     */
    List<GenerationResult> generate(List<GenerationRequest> requests);

    @Override
    void close();
}
