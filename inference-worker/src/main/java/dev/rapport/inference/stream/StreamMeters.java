package dev.rapport.inference.stream;

import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.PutAside;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the stream edge. What is published is counted once it is committed. */
final class StreamMeters {
    private static final String TRANSACTIONS = "rapport.inference.transactions";

    private final MeterRegistry registry;
    private final ReplyMeters replies;
    private final Timer generation;
    private final Timer triggerToReply;
    private final Timer publishDelay;
    private final DistributionSummary batchSize;
    private final Counter skipped;
    private final Counter dropped;
    private final Counter poisoned;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger paused = new AtomicInteger();
    private final AtomicInteger suspects = new AtomicInteger();

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
        replies = new ReplyMeters(registry);
        generation = registry.timer("rapport.inference.generation");
        triggerToReply = registry.timer("rapport.inference.trigger.to.reply");
        publishDelay = registry.timer("rapport.inference.publish.delay");
        batchSize = registry.summary("rapport.inference.batch.size");
        skipped = registry.counter("rapport.inference.prompts.skipped");
        dropped = registry.counter("rapport.inference.replies.dropped");
        poisoned = registry.counter("rapport.inference.prompts.poisoned");
        registry.gauge("rapport.inference.prompts.in.flight", inFlight);
        registry.gauge("rapport.inference.partitions.paused", paused);
        registry.gauge("rapport.inference.prompts.suspected", suspects);
    }

    /** How things are now. */
    void state(int promptsInFlight, int pausedPartitions, int suspectedPrompts) {
        inFlight.set(promptsInFlight);
        paused.set(pausedPartitions);
        suspects.set(suspectedPrompts);
    }

    /** A prompt was written for, in this time from its start. */
    void generated(Duration time) {
        generation.record(time);
    }

    /** A record came that an earlier owner of its partition had finished. */
    void skipped() {
        skipped.increment();
    }

    /** Prompts under way and replies were given up, as their partition went to another worker. */
    void dropped(int count) {
        dropped.increment(count);
    }

    void aborted() {
        registry.counter(TRANSACTIONS, "result", "aborted").increment();
    }

    /** Another process has this slot. */
    void fenced() {
        registry.counter(TRANSACTIONS, "result", "fenced").increment();
    }

    /** @param nowNanos by {@link System#nanoTime}, when it became visible */
    void committed(List<Finished> published, long nowNanos) {
        registry.counter(TRANSACTIONS, "result", "committed").increment();
        if (!published.isEmpty()) {
            batchSize.record(published.size());
        }
        for (var finished : published) {
            var reply = finished.reply();
            if (reply == null) {
                putAside(finished);
            } else {
                replied(reply);
            }
            if (finished.outcome() instanceof Answered answered) {
                publishDelay.record(Duration.ofNanos(nowNanos - answered.finishedNanos()));
            }
        }
    }

    private void putAside(Finished finished) {
        var stage = String.valueOf(finished.stage()).toLowerCase(Locale.ROOT);
        registry.counter("rapport.dead.letters", "topic", Topics.PROMPTS.name(), "stage", stage)
                .increment();
        if (finished.outcome() instanceof PutAside aside && aside.error() instanceof PoisonPromptException) {
            poisoned.increment();
        }
    }

    private void replied(Reply reply) {
        replies.published(reply);
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
}
