package dev.rapport.tuning.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Delays the end of the process, after Ctrl-C for instance, until native work has stopped: PyTorch crashes when it is
 * unloaded during a step.
 */
public final class ExitGuard implements AutoCloseable {
    private static final long MAX_SECONDS = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop called on another thread when the work must end soon */
    public ExitGuard(Runnable stop) {
        hook = new Thread(() -> await(stop), "tuning-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await(Runnable stop) {
        stop.run();
        try {
            done.await(MAX_SECONDS, TimeUnit.SECONDS);
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
            // The process is ending: the hook is running and has nothing left to wait for.
        }
    }
}
