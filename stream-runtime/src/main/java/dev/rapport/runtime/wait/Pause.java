package dev.rapport.runtime.wait;

import dev.rapport.runtime.value.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a while, or until it is ended. The one class that the rule against sleeping allows: whatever waits by the
 * clock waits here, and can be ended. Thread-safe.
 */
public final class Pause {
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Waits.
     *
     * @return true when it was ended, before or while waiting
     */
    public boolean await(Duration duration) throws InterruptedException {
        return ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits before the next attempt.
     *
     * @param failed failed attempts in a row, at least 1
     * @return true when it was ended, before or while waiting
     */
    public boolean await(Backoff backoff, int failed) throws InterruptedException {
        return await(backoff, failed, Optional.empty());
    }

    /**
     * Waits before the next attempt, at least as long as the server asks for.
     *
     * @param failed failed attempts in a row, at least 1
     * @return true when it was ended, before or while waiting
     */
    public boolean await(Backoff backoff, int failed, Optional<Duration> retryAfter) throws InterruptedException {
        return await(backoff.delay(failed, jitter(), retryAfter));
    }

    /** Ends this wait and all later ones. */
    public void end() {
        ended.countDown();
    }

    /** Whether it was ended. */
    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** For {@link Backoff#delay}: at least 0, below 1. */
    public static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
