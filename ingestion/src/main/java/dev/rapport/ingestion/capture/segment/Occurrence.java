package dev.rapport.ingestion.capture.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.json.WrittenTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an event happened, read from it and its batch: the one reading of it, whether the event is accepted or breaks a
 * rule. Two readings could put a consent and its later withdrawal in the wrong order.
 *
 * @param at    in milliseconds; may lie before 1970 or after the receipt
 * @param slack how much later it may have been, see {@link WrittenTime}
 */
record Occurrence(Instant at, Duration slack) {
    /**
     * @param fields of the event; their flags grow
     * @param batchSentAt {@code sentAt} of the batch, for events without their own
     */
    static Occurrence of(SegmentFields fields, WrittenTime batchSentAt, Instant receivedAt) {
        var sentAt = fields.timeOr("sentAt", batchSentAt);
        var original = fields.time("originalTimestamp");
        var timestamp = fields.time("timestamp");
        var at = SenderClock.occurredAt(receivedAt, sentAt.at(), original.at(), timestamp.at())
                .truncatedTo(ChronoUnit.MILLIS);
        return new Occurrence(at, longer(original.slack(), timestamp.slack()));
    }

    /** Whether the event says only a day, or a time without its zone. */
    static boolean isVague(JsonNode event) {
        return !WrittenTime.slack(event.path("originalTimestamp")).isZero()
                || !WrittenTime.slack(event.path("timestamp")).isZero();
    }

    /** When a withdrawal in this event counts from: the latest that the time may mean, at the latest its receipt. */
    Instant latest(Instant receivedAt) {
        var latest = at.plus(slack);
        return latest.isBefore(Instant.EPOCH) || latest.isAfter(receivedAt) ? receivedAt : latest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
