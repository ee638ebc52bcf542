package dev.rapport.enrichment.step;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;

/** Puts together what is known of an event. */
public final class EnrichStep {
    private final Json json;

    public EnrichStep(Json json) {
        this.json = json;
    }

    /** The event as all who come after read it. */
    public EnrichedEvent enrich(String customerId, String sessionId, CapturedEvent event, EventFacts facts) {
        return EnrichedEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setCustomerId(customerId)
                .setUserId(event.getUserId())
                .setAnonymousId(event.getAnonymousId())
                .setSessionId(sessionId)
                .setType(event.getType())
                .setName(event.getName())
                .setOccurredAt(event.getOccurredAt())
                .setReceivedAt(event.getReceivedAt())
                .setSourceId(event.getSourceId())
                .setProperties(json.write(facts.properties()))
                .setProducts(facts.products())
                .setOrderId(facts.orderId().orElse(null))
                .setLineId(facts.lineId().orElse(null))
                .setRevenue(facts.revenue().orElse(null))
                .setPromptId(facts.promptId().orElse(null))
                .setUtmSource(facts.utmSource().orElse(null))
                .build();
    }
}
