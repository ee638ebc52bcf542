package dev.rapport.replay;

import java.time.Duration;

/**
 * Spreads events evenly: a batch holds what is due in a tenth of a second, at least one event, and the next batch waits
 * until the time of the one before is over. Time lost while the target was away is not caught up, so no burst follows.
 */
final class RateLimit {
    private static final double MAX_BATCH_SECONDS = 0.1;
    private static final double NANOS = 1e9;

    private final double eventsPerSecond;
    /** When the next batch may go, in nanoseconds since the start. */
    private double due;

    /** @param eventsPerSecond 0 for no limit */
    RateLimit(double eventsPerSecond) {
        this.eventsPerSecond = eventsPerSecond;
    }

    /** Events that may go together. */
    int batchRows(int max) {
        return isUnlimited() ? max : (int) Math.max(1, Math.min(max, eventsPerSecond * MAX_BATCH_SECONDS));
    }

    /**
     * Takes the time of some events.
     *
     * @param elapsed nanoseconds since the start
     * @return how long to wait before they go
     */
    Duration reserve(int events, long elapsed) {
        if (isUnlimited()) {
            return Duration.ZERO;
        }
        var begin = Math.max(due, (double) elapsed);
        due = begin + events / eventsPerSecond * NANOS;
        return Duration.ofNanos((long) (begin - elapsed));
    }

    private boolean isUnlimited() {
        return eventsPerSecond == 0;
    }
}
