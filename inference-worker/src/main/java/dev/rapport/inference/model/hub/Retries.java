package dev.rapport.inference.model.hub;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bounds the tries of one file, with a growing wait between them. What comes through in between makes it patient again. */
final class Retries {
    /** Waits; replaced in tests. */
    @FunctionalInterface
    interface Pause {
        /** By the clock. */
        Pause REAL = duration -> {
            var never = new CountDownLatch(1);
            var unused = never.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        };

        void pause(Duration duration) throws InterruptedException;
    }

    private static final int MOST_FAULTS = 4;
    private static final long PROGRESS = 1 << 20;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Pause pause;
    private final DownloadListener listener;
    private int faults;
    private long received;

    Retries(Pause pause, DownloadListener listener) {
        this.pause = pause;
        this.listener = listener;
    }

    /** Waits for the next try. */
    void after(PassingFault fault) throws HubException, InterruptedException {
        faults++;
        var delay = FIRST.multipliedBy(1L << (faults - 1));
        var asked = fault.retryAfter().orElse(Duration.ZERO);
        if (faults >= MOST_FAULTS) {
            throw new HubException(fault.getMessage() + " (after " + faults + " tries)", fault);
        }
        if (asked.compareTo(LONGEST) > 0) {
            throw new HubException(fault.getMessage() + " (try again in " + asked.toSeconds() + " s)", fault);
        }
        listener.faltered(String.valueOf(fault.getMessage()));
        pause.pause(asked.compareTo(delay) > 0 ? asked : delay);
    }

    /** Counts bytes that had not come through before. */
    void received(long bytes) {
        received += bytes;
        if (received >= PROGRESS) {
            done();
        }
    }

    /** What was tried has come to its end. */
    void done() {
        received = 0;
        faults = 0;
    }
}
