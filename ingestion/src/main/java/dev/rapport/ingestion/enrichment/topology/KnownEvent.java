package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.ingestion.enrichment.step.EventFacts;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerProfile;
import java.util.List;

/**
 * An event and its customer as the event left them; lives between two nodes, never in a topic.
 *
 * @param consents what it changed about them
 */
record KnownEvent(CapturedEvent event, EventFacts facts, CustomerProfile profile, List<ConsentChange> consents) {
    KnownEvent {
        consents = List.copyOf(consents);
    }
}
