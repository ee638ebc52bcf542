package dev.rapport.quickstart.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C and SIGTERM as a future. The JVM halts once its shutdown hooks are done, so the hook waits until the command has
 * closed everything and then ends the process with the command's own exit code instead of the signal's.
 */
final class StopSignal {
    private static final long PATIENCE_SECONDS = 90;

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    private StopSignal() {}

    /** From now on signals complete the future. */
    static StopSignal install() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop-signal"));
        return signal;
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

    /** Waits for the signal at most so long; true when it came. */
    boolean awaitFor(long millis) throws InterruptedException {
        try {
            stopped.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Everything is closed and printed; the process may end with this code. */
    int finish(int code) {
        exitCode = code;
        finished.countDown();
        return code;
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            return;
        }
        stopped.complete(null);
        try {
            if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
