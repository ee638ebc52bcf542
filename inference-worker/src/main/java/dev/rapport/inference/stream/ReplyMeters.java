package dev.rapport.inference.stream;

import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.schemas.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What guardrails, second attempts and rankings did to the replies of every campaign. Counted once a reply is visible. */
final class ReplyMeters {
    private static final String CAMPAIGN = "campaign";
    private static final CounterMeter CANDIDATES =
            CounterMeter.of("rapport.inference.candidates", "candidates", "Candidates of published replies.", CAMPAIGN);
    private static final CounterMeter VERDICTS = CounterMeter.of(
            "rapport.inference.verdicts",
            "candidates",
            "Candidates of published replies that failed a guardrail, once for each that they failed.",
            "verdict",
            CAMPAIGN);
    private static final CounterMeter RETRIES = CounterMeter.of(
            "rapport.inference.retries",
            "replies",
            "Published replies that took a second attempt, and what became of them.",
            CAMPAIGN,
            "outcome");

    private final MeterRegistry registry;

    ReplyMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void published(Reply reply) {
        var campaign = reply.getCampaignId();
        for (var candidate : reply.getCandidates()) {
            CANDIDATES.in(registry, campaign).increment();
            for (var verdict : candidate.getVerdicts()) {
                VERDICTS.in(registry, verdict, campaign).increment();
            }
        }
        var provenance = reply.getProvenance();
        if (provenance != null && provenance.getAttemptSeeds().size() > 1) {
            RETRIES.in(registry, campaign, reply.getOutcome().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
