package dev.rapport.inference.stream;

import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.PutAside;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.DeadLetterMeters;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.metrics.SummaryMeter;
import dev.rapport.runtime.metrics.TimerMeter;
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
    private static final TimerMeter GENERATION =
            TimerMeter.of("rapport.inference.generation", "Time of a prompt with the model.");
    private static final TimerMeter TRIGGER_TO_REPLY = TimerMeter.of(
            "rapport.inference.trigger.to.reply",
            "Time from the capture of the triggering event to the written reply.");
    private static final TimerMeter PUBLISH_DELAY =
            TimerMeter.of("rapport.inference.publish.delay", "Time from a reply's being written to its being visible.");
    private static final SummaryMeter BATCH_SIZE =
            SummaryMeter.of("rapport.inference.batch.size", "replies", "Replies and dead letters of one transaction.");
    private static final CounterMeter TRANSACTIONS = CounterMeter.of(
            "rapport.inference.transactions",
            "transactions",
            "Transactions by result: committed, aborted (tried again) or fenced (another process has the slot, or this one"
                    + " was frozen).",
            "result");
    private static final CounterMeter REPLIES =
            CounterMeter.of("rapport.inference.replies", "replies", "Published replies by outcome.", "outcome");
    private static final CounterMeter REFUSALS = CounterMeter.of(
            "rapport.inference.refusals",
            "replies",
            "Published replies without a text of the model, by the reason why.",
            "reason");
    private static final CounterMeter TOKENS = CounterMeter.of(
            "rapport.inference.tokens",
            "tokens",
            "Tokens of published replies: those of their prompts (prompt) and of all candidates (generated).",
            "kind");
    private static final CounterMeter SKIPPED = CounterMeter.of(
            "rapport.inference.prompts.skipped",
            "prompts",
            "Prompts that an earlier owner of their partition had finished.");
    private static final CounterMeter DROPPED = CounterMeter.of(
            "rapport.inference.replies.dropped",
            "replies",
            "Prompts under way and replies given up as their partition went to another worker: wasted work.");
    private static final CounterMeter POISONED = CounterMeter.of(
            "rapport.inference.prompts.poisoned", "prompts", "Prompts put aside because no worker survives them.");
    private static final CounterMeter TOO_LATE = CounterMeter.of(
            "rapport.inference.partitions.lost.early",
            "calls",
            "Calls about a partition that had gone before this worker heard of it, as after a freeze of the process.");
    private static final CounterMeter RESTARTS = CounterMeter.of(
            "rapport.inference.stream.restarts",
            "restarts",
            "Times that the stream was opened again after an error that new Kafka clients can heal.");
    private static final GaugeMeter IN_FLIGHT = GaugeMeter.of(
            "rapport.inference.prompts.in.flight", "prompts", "Prompts taken in and not yet published, now.");
    private static final GaugeMeter PAUSED = GaugeMeter.of(
            "rapport.inference.partitions.paused", "partitions", "Partitions that nothing is fetched from, now.");
    private static final GaugeMeter SUSPECTED = GaugeMeter.of(
            "rapport.inference.prompts.suspected",
            "prompts",
            "Prompts that were under way when a worker died and are tried with care, now.");

    private final MeterRegistry registry;
    private final ReplyMeters replies;
    private final Timer generation;
    private final Timer triggerToReply;
    private final Timer publishDelay;
    private final DistributionSummary batchSize;
    private final Counter skipped;
    private final Counter dropped;
    private final Counter poisoned;
    private final Counter tooLate;
    private final Counter restarts;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger paused = new AtomicInteger();
    private final AtomicInteger suspects = new AtomicInteger();

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
        replies = new ReplyMeters(registry);
        generation = GENERATION.in(registry);
        triggerToReply = TRIGGER_TO_REPLY.in(registry);
        publishDelay = PUBLISH_DELAY.in(registry);
        batchSize = BATCH_SIZE.in(registry);
        skipped = SKIPPED.in(registry);
        dropped = DROPPED.in(registry);
        poisoned = POISONED.in(registry);
        tooLate = TOO_LATE.in(registry);
        restarts = RESTARTS.in(registry);
        IN_FLIGHT.follow(registry, inFlight, AtomicInteger::get);
        PAUSED.follow(registry, paused, AtomicInteger::get);
        SUSPECTED.follow(registry, suspects, AtomicInteger::get);
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

    /** A call about a partition came after that had gone. */
    void tooLate() {
        tooLate.increment();
    }

    /** The stream is opened again. */
    void restarted() {
        restarts.increment();
    }

    void aborted() {
        TRANSACTIONS.in(registry, "aborted").increment();
    }

    /** Another process has this slot, or Kafka took this one for dead. */
    void fenced() {
        TRANSACTIONS.in(registry, "fenced").increment();
    }

    /** @param nowNanos by {@link System#nanoTime}, when it became visible */
    void committed(List<Finished> published, long nowNanos) {
        TRANSACTIONS.in(registry, "committed").increment();
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
        DeadLetterMeters.letters(registry, Topics.PROMPTS.name(), stage).increment();
        if (finished.outcome() instanceof PutAside aside && aside.error() instanceof PoisonPromptException) {
            poisoned.increment();
        }
    }

    private void replied(Reply reply) {
        replies.published(reply);
        REPLIES.in(registry, reply.getOutcome().name().toLowerCase(Locale.ROOT)).increment();
        var refusal = reply.getRefusal();
        if (refusal != null) {
            REFUSALS.in(registry, refusal).increment();
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
        TOKENS.in(registry, kind).increment(count);
    }
}
