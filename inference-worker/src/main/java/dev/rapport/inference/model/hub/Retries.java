package dev.rapport.inference.model.hub;

import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.time.Duration;

/** Limits the attempts at one download, with a backoff between them. Bytes that arrive reset the limit. */
final class Retries {
    /** Waits; replaced in tests. */
    @FunctionalInterface
    interface Waiting {
        /** By the clock. */
        Waiting REAL = duration -> {
            var unused = new Pause().await(duration);
        };

        void await(Duration duration) throws InterruptedException;
    }

    private static final int MAX_FAULTS = 4;
    private static final long PROGRESS = 1 << 20;
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(1);
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final Waiting waiting;
    private final DownloadListener listener;
    private int faults;
    private long received;

    Retries(Waiting waiting, DownloadListener listener) {
        this.waiting = waiting;
        this.listener = listener;
    }

    /** Waits for the next attempt. */
    void after(TransientException fault) throws HubException, InterruptedException {
        faults++;
        var retryAfter = fault.retryAfter().orElse(Duration.ZERO);
        if (faults >= MAX_FAULTS) {
            throw new HubException(fault.getMessage() + " (after " + faults + " attempts)", fault);
        }
        if (retryAfter.compareTo(MAX_RETRY_AFTER) > 0) {
            throw new HubException(fault.getMessage() + " (try again in " + retryAfter.toSeconds() + " s)", fault);
        }
        listener.faltered(String.valueOf(fault.getMessage()));
        waiting.await(BACKOFF.delay(faults, Pause.jitter(), fault.retryAfter()));
    }

    /** Counts bytes that had not arrived before. */
    void received(long bytes) {
        received += bytes;
        if (received >= PROGRESS) {
            done();
        }
    }

    /** The attempt has succeeded. */
    void done() {
        received = 0;
        faults = 0;
    }
}
