package dev.rapport.inference.stream;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model has answered anything since this worker joined. A suspect is not started before: where nothing can be
 * answered, a worker that ends proves nothing against the prompt it ended with. One thread.
 */
final class ModelProof {
    private final Supplier<? extends CompletableFuture<?>> question;
    private @Nullable CompletableFuture<?> answer;
    private boolean given;

    /** @param question asks the model something of our own */
    ModelProof(Supplier<? extends CompletableFuture<?>> question) {
        this.question = question;
    }

    /** Asks the question, once. */
    void ask() {
        if (answer == null) {
            answer = question.get();
        }
    }

    /** It has answered a prompt. */
    void give() {
        given = true;
    }

    /** @throws java.util.concurrent.CompletionException when it cannot answer the question */
    boolean isGiven() {
        if (!given && answer != null && answer.isDone()) {
            answer.join();
            given = true;
        }
        return given;
    }
}
