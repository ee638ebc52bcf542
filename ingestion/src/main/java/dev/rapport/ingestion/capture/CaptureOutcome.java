package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import java.time.Instant;

/** What came of an event, as the record to be stored. */
public sealed interface CaptureOutcome {
    /** An event that keeps every rule, or the withdrawal of one that does not. */
    record Captured(CapturedEvent event) implements CaptureOutcome {}

    /** An event that broke a rule. */
    record Rejected(RejectedEvent event) implements CaptureOutcome {}

    /**
     * A request to forget a customer.
     *
     * @param erasureId  the same when the event is sent again
     * @param identifier that the customer's id is made of, as sent
     */
    record ErasureRequested(String erasureId, String identifier, Instant requestedAt) implements CaptureOutcome {}
}
