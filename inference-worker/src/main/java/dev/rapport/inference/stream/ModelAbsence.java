package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelAwayException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for a model that is away: asks it something of our own, after a pause that doubles, until it answers. Only then is
 * it worth while to take prompts again. One thread.
 */
final class ModelAbsence {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Supplier<? extends CompletableFuture<?>> question;
    private final CompletableFuture<Void> stopping;
    private Duration pause = SHORTEST;

    /**
     * @param question asks the model something of our own
     * @param stopping completes when nobody wants to wait any more
     */
    ModelAbsence(Supplier<? extends CompletableFuture<?>> question, CompletableFuture<Void> stopping) {
        this.question = question;
        this.stopping = stopping;
    }

    /**
     * Returns when the model answers, or nobody waits any more.
     *
     * @throws dev.rapport.inference.model.ModelException when it fails, which no waiting heals
     */
    void await() {
        while (!isStopping(pause)) {
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            try {
                CompletableFuture.anyOf(question.get(), stopping).join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof ModelAwayException)) {
                    throw Starts.modelFailed(e);
                }
            }
        }
    }

    /** The model has answered prompts since: the next pause is short again. */
    void over() {
        pause = SHORTEST;
    }

    private boolean isStopping(Duration longest) {
        var waited = new CompletableFuture<Void>().completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.anyOf(waited, stopping).join();
        return stopping.isDone();
    }
}
