package dev.rapport.runtime.value;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before the next attempt: exponential, with jitter, bounded. Half of each delay is fixed and half is
 * jitter, so that clients that failed together do not come back together. Pure: {@code runtime.wait.Pause} does the
 * waiting and draws the jitter.
 *
 * @param first longest delay after the first failed attempt; positive
 * @param max   longest delay of all, at least {@code first}; only a server's {@code Retry-After} may exceed it
 */
public record Backoff(Duration first, Duration max) {
    /** A doubled millisecond overflows after so many. */
    private static final int MAX_DOUBLINGS = 30;

    public Backoff {
        if (first.toMillis() < 1 || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff must start with at least 1 ms and not exceed its maximum");
        }
    }

    /** Doubles from {@code first} up to {@code max}. */
    public static Backoff exponential(Duration first, Duration max) {
        return new Backoff(first, max);
    }

    /**
     * The delay after some failed attempts.
     *
     * @param failed failed attempts in a row, at least 1
     * @param jitter at least 0, below 1
     */
    public Duration delay(int failed, double jitter) {
        var bound = bound(failed);
        return Duration.ofMillis(Math.round(bound * (0.5 + 0.5 * jitter)));
    }

    /**
     * As {@link #delay(int, double)}, but never shorter than a server asks for. A server tells every client the same: up
     * to half of {@code first} is added as jitter.
     *
     * @param retryAfter what the server asks for, unbounded
     */
    public Duration delay(int failed, double jitter, Optional<Duration> retryAfter) {
        var delay = delay(failed, jitter);
        return retryAfter
                .map(wanted -> wanted.plusMillis(Math.round(0.5 * first.toMillis() * jitter)))
                .filter(wanted -> wanted.compareTo(delay) > 0)
                .orElse(delay);
    }

    private long bound(int failed) {
        if (failed < 1) {
            throw new IllegalArgumentException("the first delay is that after 1 failed attempt, not after " + failed);
        }
        var doublings = Math.min(failed - 1, MAX_DOUBLINGS);
        // Shifting back shows whether bits were lost.
        var doubled = first.toMillis() << doublings;
        var overflown = doubled >> doublings != first.toMillis();
        return overflown ? max.toMillis() : Math.min(doubled, max.toMillis());
    }
}
