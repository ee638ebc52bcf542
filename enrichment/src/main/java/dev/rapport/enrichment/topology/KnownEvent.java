package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.step.EventFacts;
import dev.rapport.enrichment.step.SuppressionStep;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerProfile;
import java.util.List;

/**
 * An event and its customer as the event left them; lives between two nodes, never in a topic.
 *
 * @param consents     what it changed about them
 * @param suppressions what it changed about addresses
 */
record KnownEvent(
        CapturedEvent event,
        EventFacts facts,
        CustomerProfile profile,
        List<ConsentChange> consents,
        List<SuppressionStep.Change> suppressions) {
    KnownEvent {
        consents = List.copyOf(consents);
        suppressions = List.copyOf(suppressions);
    }
}
