package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.SinkUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Follows the records of one request until Kafka has all of them, with one future for all. Thread-safe. */
final class Handover {
    private final EventMeters meters;
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    /** Records without an answer, and one for those that are still to come. */
    private final AtomicInteger open = new AtomicInteger(1);

    private volatile @Nullable SinkUnavailableException failure;

    Handover(EventMeters meters) {
        this.meters = meters;
    }

    /** A record is about to be handed over. */
    void begin() {
        open.incrementAndGet();
    }

    /** What is left of the request need not be tried. */
    boolean hasFailed() {
        return failure != null;
    }

    void refused(String why) {
        fail(new SinkUnavailableException(why));
        end();
    }

    /**
     * Kafka's answer to one record.
     *
     * @param whenStored counts it
     */
    void finish(Runnable whenStored, @Nullable Exception error) {
        if (error == null) {
            whenStored.run();
        } else {
            fail(new SinkUnavailableException("Kafka did not take the event", error));
        }
        end();
    }

    /** No more records follow. */
    CompletableFuture<Void> complete() {
        end();
        return stored;
    }

    private void fail(SinkUnavailableException why) {
        meters.failed();
        failure = why;
    }

    private void end() {
        if (open.decrementAndGet() > 0) {
            return;
        }
        var why = failure;
        if (why == null) {
            stored.complete(null);
        } else {
            stored.completeExceptionally(why);
        }
    }
}
