package dev.rapport.quickstart.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * Ctrl-C and SIGTERM as a future. They do not end the JVM: shutdown hooks, of the model for one, would run while the
 * command still finishes what it has begun. A second signal ends the process at once, and so does time where a limit is
 * set: closing waits for Kafka, and Kafka may be what has failed.
 */
final class StopSignal implements AutoCloseable {
    private static final int KILLED_BY_INTERRUPT = 130;

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final PrintWriter err;
    private final @Nullable Duration limit;
    private final Signals signals;

    private StopSignal(PrintWriter err, @Nullable Duration limit) {
        this.err = err;
        this.limit = limit;
        this.signals = Signals.handle(this::onSignal, "INT", "TERM");
    }

    /** From now on signals complete the future, until closed. */
    static StopSignal install(PrintWriter err) {
        return new StopSignal(err, null);
    }

    /** The same; after the first signal, the process ends when this is not closed in time. */
    static StopSignal install(PrintWriter err, Duration limit) {
        return new StopSignal(err, limit);
    }

    /** Completes when the process is told to stop. */
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Waits for the signal or the failure of something, without limit. */
    void awaitOr(CompletableFuture<?> failure) throws InterruptedException {
        try {
            CompletableFuture.anyOf(stopped, failure).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the process with a line and exit code 1 unless this is closed in time. */
    void closeWithin(Duration time, String line) {
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
                err.println("rapport: " + line);
                err.flush();
                Runtime.getRuntime().halt(ExitCode.SOFTWARE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
