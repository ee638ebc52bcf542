package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;

/** What became of one event that was sent. */
public sealed interface EventOutcome {
    /** Key of the record in Kafka. */
    String key();

    /**
     * It keeps every rule.
     *
     * @param key anonymousId, else userId
     */
    record Accepted(String key, CapturedEvent event) implements EventOutcome {}

    /**
     * It broke a rule.
     *
     * @param key messageId, else the source
     */
    record Rejected(String key, RejectedEvent event) implements EventOutcome {}

    /**
     * It broke a rule, and says no to being written to: that counts all the same, beside the rejection.
     *
     * @param key   as that of an accepted event
     * @param event its ids and the withdrawal, nothing else
     */
    record Withdrawn(String key, CapturedEvent event) implements EventOutcome {}
}
