package dev.rapport.ingestion.capture;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, from what its sender says and when it arrived. Stateless, and yet it must not turn round what
 * a device did in order: see docs/adr/0035.
 */
final class EventTimes {
    /** What two clocks that are right may differ by, and what a sender may round. */
    static final Duration JITTER = Duration.ofMinutes(1);

    /**
     * A request that stalls, or is repeated as it was after an outage, arrives late by less than this; the step in which
     * clocks are corrected, so that a delay does not change by how much.
     */
    static final Duration STEP = Duration.ofMinutes(5);

    private EventTimes() {}

    /**
     * Time of the event, at the latest that of its receipt; or up to {@link #STEP} before it, where its sender's clock is
     * corrected.
     *
     * @param sentAt            the sender's clock when it sent the event
     * @param originalTimestamp the same clock when the event happened
     * @param timestamp         the same clock; beside an {@code originalTimestamp} that it differs from, a time that was
     *     given on purpose and is not the clock's
     */
    static Instant occurredAt(
            Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable Instant originalTimestamp,
            @Nullable Instant timestamp) {
        if (timestamp != null && originalTimestamp != null && isApart(timestamp, originalTimestamp)) {
            return timestamp;
        }
        var said = originalTimestamp != null ? originalTimestamp : timestamp;
        if (said == null) {
            return receivedAt;
        }
        // What happens after it was sent was told by another clock.
        var sameClock = sentAt != null && !said.isAfter(sentAt.plus(JITTER));
        return sameClock ? said.plus(correction(Duration.between(sentAt, receivedAt))) : said;
    }

    /**
     * What to add to a sender's times.
     *
     * @param late receipt minus {@code sentAt}: transport and the error of the clock together. Transport only adds to it
     * @return zero for what transport explains, else whole steps, never more than {@code late}
     */
    static Duration correction(Duration late) {
        if (late.compareTo(JITTER.negated()) >= 0 && late.compareTo(STEP) < 0) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(Math.floorDiv(late.toMillis(), STEP.toMillis()) * STEP.toMillis());
    }

    private static boolean isApart(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(1)) > 0;
    }
}
