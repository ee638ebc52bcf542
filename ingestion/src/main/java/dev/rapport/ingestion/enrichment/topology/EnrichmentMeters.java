package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.schemas.DecisionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the topology counts. Work that is done again after an aborted transaction is counted again. */
final class EnrichmentMeters {
    private final Counter accepted;
    private final Counter rejected;
    private final Counter duplicate;
    private final Counter invalidCampaigns;
    private final Map<DecisionReason, Counter> decisions = new EnumMap<>(DecisionReason.class);

    EnrichmentMeters(MeterRegistry registry) {
        accepted = events(registry, "accepted");
        rejected = events(registry, "rejected");
        duplicate = events(registry, "duplicate");
        invalidCampaigns = Counter.builder("rapport.campaigns.invalid")
                .description("Campaign definitions read from the topic that break a rule")
                .register(registry);
        for (var reason : DecisionReason.values()) {
            decisions.put(
                    reason,
                    Counter.builder("rapport.campaigns.decisions")
                            .description("Decisions of campaigns by reason")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void accepted() {
        accepted.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void duplicate() {
        duplicate.increment();
    }

    void invalidCampaign() {
        invalidCampaigns.increment();
    }

    void decided(DecisionReason reason) {
        var counter = decisions.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter events(MeterRegistry registry, String outcome) {
        return Counter.builder("rapport.enrichment.events")
                .description("Captured events by what enrichment did with them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
