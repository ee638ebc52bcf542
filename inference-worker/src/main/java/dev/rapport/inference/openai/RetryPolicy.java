package dev.rapport.inference.openai;

import dev.rapport.inference.generation.CounterRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before a request is tried again: twice as long each time, and never all at once.
 *
 * @param first longest wait before the second try
 * @param most longest wait, unless the server asks for a longer one
 */
record RetryPolicy(Duration first, Duration most) {
    static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(20));

    /** A double of a millisecond overflows after so many. */
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failed tries that failed, at least 1
     * @param retryAfter what the server asks for
     * @param request number of the request: spreads requests that failed together over half of the time
     */
    Duration delay(int failed, Optional<Duration> retryAfter, long request) {
        var doubled = first.toMillis() << Math.min(failed - 1, MOST_DOUBLINGS);
        var longest = Math.min(doubled, most.toMillis());
        var spread = CounterRandom.uniform(request, 0, failed);
        var backoff = Duration.ofMillis(Math.round(longest * (0.5 + 0.5 * spread)));
        // Spread as well: all who were told the same number would come back at once.
        return retryAfter
                .map(asked -> asked.plusMillis(Math.round(first.toMillis() * 0.5 * spread)))
                .filter(asked -> asked.compareTo(backoff) > 0)
                .orElse(backoff);
    }
}
