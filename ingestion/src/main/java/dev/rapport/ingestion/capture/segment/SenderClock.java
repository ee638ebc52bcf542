package dev.rapport.ingestion.capture.segment;

import dev.rapport.ingestion.capture.EventCheck;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, from what its sender says and when it arrived. It is stateless, and must still keep the
 * order of what a device did: docs/adr/0035.
 */
final class SenderClock {
    /** What two clocks that show the same time may differ by, and what a sender may round. */
    static final Duration JITTER = EventCheck.CLOCK_JITTER;

    /**
     * The step in which clocks are corrected, so that a delay does not change by how much: a request that stalls, or is
     * repeated as it was after an outage, arrives late by less than this without {@link #JITTER}.
     */
    static final Duration STEP = Duration.ofMinutes(5);

    private SenderClock() {}

    /**
     * Time of the event. Where its sender's clock is corrected it lies at most {@link #JITTER} after the time that the exact
     * difference of the clocks would give, and less than {@link #STEP} without it before.
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
        // A time after that of sending comes from another clock.
        var sameClock = sentAt != null && !said.isAfter(sentAt.plus(JITTER));
        return sameClock ? said.plus(correction(Duration.between(sentAt, receivedAt))) : said;
    }

    /**
     * What to add to a sender's times.
     *
     * @param late receipt minus {@code sentAt}: transport and the error of the clock together. Transport only adds to it
     * @return whole steps: one for everything from {@link #JITTER} before it until {@code STEP - JITTER} after it. The zones
     *     of the world are whole steps, so a clock in a wrong zone never sits on an edge
     */
    static Duration correction(Duration late) {
        return STEP.multipliedBy(Math.floorDiv(late.plus(JITTER).toMillis(), STEP.toMillis()));
    }

    private static boolean isApart(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(1)) > 0;
    }
}
