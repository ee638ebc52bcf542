package dev.rapport.inference.stream;

import dev.rapport.schemas.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What guardrails, second attempts and rankings did to the replies of every campaign. Counted once a reply is visible. */
final class ReplyMeters {
    private static final String CAMPAIGN = "campaign";

    private final MeterRegistry registry;

    ReplyMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void published(Reply reply) {
        var campaign = reply.getCampaignId();
        for (var candidate : reply.getCandidates()) {
            registry.counter("rapport.inference.candidates", CAMPAIGN, campaign).increment();
            for (var verdict : candidate.getVerdicts()) {
                registry.counter("rapport.inference.verdicts", "verdict", verdict, CAMPAIGN, campaign)
                        .increment();
            }
        }
        var provenance = reply.getProvenance();
        if (provenance != null && provenance.getAttemptSeeds().size() > 1) {
            registry.counter(
                            "rapport.inference.retries",
                            CAMPAIGN,
                            campaign,
                            "outcome",
                            reply.getOutcome().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
