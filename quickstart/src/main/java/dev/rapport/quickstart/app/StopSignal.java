package dev.rapport.quickstart.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Ctrl-C and SIGTERM as a future. They do not end the JVM: shutdown hooks, of the model for one, would run while the
 * command still finishes what it has begun. A second signal ends the process at once.
 */
final class StopSignal implements AutoCloseable {
    private static final int KILLED_BY_INTERRUPT = 130;

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Signals signals = Signals.handle(this::onSignal, "INT", "TERM");

    private StopSignal() {}

    /** From now on signals complete the future, until closed. */
    static StopSignal install() {
        return new StopSignal();
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

    @Override
    public void close() {
        signals.close();
    }

    private void onSignal() {
        if (!stopped.complete(null)) {
            Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
        }
    }
}
