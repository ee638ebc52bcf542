package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.ingestion.enrichment.step.EventFacts;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;

/** An event and its customer as the event left them; lives between two nodes, never in a topic. */
record KnownEvent(CapturedEvent event, EventFacts facts, CustomerProfile profile) {}
