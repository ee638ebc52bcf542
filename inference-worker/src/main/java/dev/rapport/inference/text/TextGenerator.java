package dev.rapport.inference.text;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Text from a language model, here or elsewhere. Safe for use by several threads. */
public interface TextGenerator extends AutoCloseable {

    /** What goes into provenance. */
    ModelInfo info();

    /**
     * Generates for one prompt; never blocks for long. The future fails with {@link ModelException} when the model failed
     * or the generator was closed, never because of the prompt: that is a {@link GenerationResult.Refused}. It completes
     * on a thread of the generator: what follows it there must be short. Cancelling it gives up the prompt.
     */
    CompletableFuture<GenerationResult> submit(GenerationRequest request);

    /**
     * Generates for several prompts together and waits.
     *
     * @return results in the order of the requests; a prompt that is refused does not affect the others
     * @throws ModelException when the model failed or the generator was closed; {@link ModelUnavailableException} when waiting may help
     */
    default List<GenerationResult> generate(List<GenerationRequest> requests) {
        var results = requests.stream().map(this::submit).toList();
        try {
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw ModelException.of(e);
        }
    }

    /** Ends; prompts that have not ended fail. */
    @Override
    void close();
}
