package dev.rapport.ingestion.capture;

import java.util.concurrent.CompletableFuture;

/** Where outcomes go. Called by any thread. */
public interface EventSink {
    /**
     * Takes one outcome without waiting for it to be stored.
     *
     * @return completes once every in-sync replica has it; fails with {@link SinkUnavailableException} when that cannot be
     *     promised, in which case it may or may not be there
     */
    CompletableFuture<Void> write(EventOutcome outcome);
}
