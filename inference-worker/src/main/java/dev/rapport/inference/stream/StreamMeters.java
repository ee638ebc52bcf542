package dev.rapport.inference.stream;

import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Meters of the stream edge. What is published is counted once it is committed. */
final class StreamMeters {
    private final MeterRegistry registry;
    private final Timer generation;
    private final Timer triggerToReply;
    private final DistributionSummary batchSize;

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
        generation = registry.timer("rapport.inference.generation");
        triggerToReply = registry.timer("rapport.inference.trigger.to.reply");
        batchSize = registry.summary("rapport.inference.batch.size");
    }

    void generated(int prompts, Duration time) {
        generation.record(time);
        batchSize.record(prompts);
    }

    void aborted() {
        transactions("aborted");
    }

    void committed(List<Finished> published) {
        transactions("committed");
        for (var finished : published) {
            var reply = finished.reply();
            if (reply == null) {
                registry.counter("rapport.dead.letters", "topic", Topics.PROMPTS.name(), "stage", "deserialization")
                        .increment();
            } else {
                replied(reply);
            }
        }
    }

    private void replied(Reply reply) {
        registry.counter(
                        "rapport.inference.replies",
                        "outcome",
                        reply.getOutcome().name().toLowerCase(Locale.ROOT))
                .increment();
        var refusal = reply.getRefusal();
        if (refusal != null) {
            registry.counter("rapport.inference.refusals", "reason", refusal).increment();
        }
        var waited = Duration.between(reply.getTriggerReceivedAt(), reply.getGeneratedAt());
        triggerToReply.record(waited.isNegative() ? Duration.ZERO : waited);
        var provenance = reply.getProvenance();
        if (provenance != null && !reply.getCandidates().isEmpty()) {
            tokens("prompt", provenance.getPromptTokens());
            reply.getCandidates().forEach(candidate -> tokens("generated", candidate.getTokens()));
        }
    }

    private void tokens(String kind, int count) {
        registry.counter("rapport.inference.tokens", "kind", kind).increment(count);
    }

    private void transactions(String result) {
        registry.counter("rapport.inference.transactions", "result", result).increment();
    }
}
