package dev.rapport.ingestion.enrichment.step;

import dev.rapport.schemas.CapturedEvent;
import java.time.Instant;

/** When an event counts for what is kept of its customer. */
public final class EventTime {
    private EventTime() {}

    /** When it occurred, at the latest when it was received: a clock that is ahead must not win against later events. */
    public static Instant of(CapturedEvent event) {
        return event.getOccurredAt().isAfter(event.getReceivedAt()) ? event.getReceivedAt() : event.getOccurredAt();
    }
}
