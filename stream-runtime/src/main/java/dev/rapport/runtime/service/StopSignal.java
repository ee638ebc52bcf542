package dev.rapport.runtime.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM as a future. They do not end the JVM: shutdown hooks, of the model for one, would run while the
 * process still finishes what it has begun. A second signal ends the process at once, and so does time where a limit is
 * set: closing waits for Kafka, and Kafka may be what has failed.
 */
public final class StopSignal implements AutoCloseable {
    private static final int KILLED_BY_INTERRUPT = 130;
    private static final int FAILED = 1;

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Consumer<String> err;
    private final @Nullable Duration limit;
    private final Signals signals;

    private StopSignal(Consumer<String> err, @Nullable Duration limit) {
        this.err = err;
        this.limit = limit;
        this.signals = Signals.handle(this::onSignal, "INT", "TERM");
    }

    /**
     * From now on signals complete the future, until closed.
     *
     * @param err gets the line that says why the process was ended
     */
    public static StopSignal install(Consumer<String> err) {
        return new StopSignal(err, null);
    }

    /** The same; after the first signal, the process ends when this is not closed in time. */
    public static StopSignal install(Consumer<String> err, Duration limit) {
        return new StopSignal(err, limit);
    }

    /** Completes when the process is told to stop. */
    public CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Waits for the signal or the failure of something, without limit. */
    public void awaitOr(CompletableFuture<?> failure) throws InterruptedException {
        try {
            CompletableFuture.anyOf(stopped, failure).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the process with a line and exit code 1 unless this is closed in time. */
    public void closeWithin(Duration time, String line) {
        var thread = new Thread(() -> haltUnlessClosed(time, line), "stop-deadline");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        signals.close();
    }

    private void onSignal() {
        if (!stopped.complete(null)) {
            Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
        } else if (limit != null) {
            closeWithin(limit, "did not stop within " + limit.toSeconds() + " s and was ended; the data stays");
        }
    }

    private void haltUnlessClosed(Duration time, String line) {
        try {
            if (!closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                err.accept(line);
                Runtime.getRuntime().halt(FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
