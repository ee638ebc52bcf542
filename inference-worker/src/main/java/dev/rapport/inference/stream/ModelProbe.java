package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readiness probe of the model: a prompt of our own, unless an answer to another prompt has shown the same. One thread.
 */
final class ModelProbe {
    private static final Logger LOG = LoggerFactory.getLogger(ModelProbe.class);
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Duration POLL = Duration.ofMillis(50);

    private final Supplier<? extends CompletableFuture<?>> prompt;
    private @Nullable CompletableFuture<?> answer;
    private boolean ready;
    /** Since the model last answered a customer's prompt. */
    private int failures;

    /** @param prompt has the model answer a prompt of our own */
    ModelProbe(Supplier<? extends CompletableFuture<?>> prompt) {
        this.prompt = prompt;
    }

    /** The worker joins its group anew: what was known of the model may no longer be true. */
    void reset() {
        answer = null;
        ready = false;
    }

    /** The model has answered a customer's prompt. */
    void answered() {
        ready = true;
        failures = 0;
    }

    /**
     * Whether the model has answered anything since the last {@link #reset}; sends the probe where nothing has shown it
     * yet. Never blocks.
     *
     * @throws ModelException when it failed the probe; {@link ModelUnavailableException} when waiting may help
     */
    boolean isReady() {
        if (!ready) {
            if (answer == null) {
                answer = prompt.get();
            }
            if (answer.isDone()) {
                requireAnswer(answer);
                ready = true;
            }
        }
        return ready;
    }

    /**
     * Waits for a model that is unavailable: sends the probe again and again, with a backoff that only an answer to a
     * customer's prompt resets.
     *
     * @return false when the wait was ended before the model answered
     * @throws ModelException when it fails in a way that no waiting heals
     */
    boolean awaitReady(Pause pause) throws InterruptedException {
        while (!pause.await(BACKOFF, ++failures)) {
            var attempt = prompt.get();
            while (!attempt.isDone()) {
                if (pause.await(POLL)) {
                    return false;
                }
            }
            try {
                requireAnswer(attempt);
                return true;
            } catch (ModelUnavailableException e) {
                LOG.atDebug().addKeyValue("error", e.getMessage()).log("the model is still unavailable");
            }
        }
        return false;
    }

    private static void requireAnswer(CompletableFuture<?> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            throw ModelException.of(e);
        }
    }
}
