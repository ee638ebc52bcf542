package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, read from it and its batch: the one reading of it, whether the event is taken or breaks a rule.
 * Two readings would turn a yes and a later no round.
 *
 * @param at    in milliseconds; may lie before 1970 or after the receipt
 * @param slack how much later it may have been, see {@link TimeSlack}
 */
record Occurrence(Instant at, Duration slack) {
    /**
     * @param fields of the event; their flags grow
     * @param batchSentAt {@code sentAt} of the batch, for events without their own
     */
    static Occurrence of(EventFields fields, @Nullable JsonNode batchSentAt, Instant receivedAt) {
        var own = fields.time("sentAt");
        var sentAt = own != null ? own : fields.time(batchSentAt);
        var at = EventTimes.occurredAt(receivedAt, sentAt, fields.time("originalTimestamp"), fields.time("timestamp"))
                .truncatedTo(ChronoUnit.MILLIS);
        return new Occurrence(at, slack(fields.event()));
    }

    /** Whether the event says no more than a day, or a time without its zone. */
    static boolean isVague(JsonNode event) {
        return !slack(event).isZero();
    }

    /** When a no of this event counts from: the latest that the time may mean, at the latest its receipt. */
    Instant latest(Instant receivedAt) {
        var latest = at.plus(slack);
        return latest.isBefore(Instant.EPOCH) || latest.isAfter(receivedAt) ? receivedAt : latest;
    }

    private static Duration slack(JsonNode event) {
        var original = TimeSlack.of(event.path("originalTimestamp"));
        var given = TimeSlack.of(event.path("timestamp"));
        return original.compareTo(given) > 0 ? original : given;
    }
}
