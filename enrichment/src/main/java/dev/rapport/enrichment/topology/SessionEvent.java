package dev.rapport.enrichment.topology;

import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;

/** An enriched event and its customer; lives between two nodes, never in a topic. */
record SessionEvent(EnrichedEvent event, CustomerProfile profile) {}
