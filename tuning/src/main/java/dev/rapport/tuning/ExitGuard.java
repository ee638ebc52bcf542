package dev.rapport.tuning;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds up the end of the process, after Ctrl-C for instance, until native work has stopped: PyTorch crashes when it is
 * taken down under a running step.
 */
final class ExitGuard implements AutoCloseable {
    private static final long LONGEST_SECONDS = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop told, on another thread, that work has to end soon */
    ExitGuard(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    awaitDone();
                },
                "tuning-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitDone() {
        try {
            done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has stopped. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs and has nothing more to wait for.
        }
    }
}
