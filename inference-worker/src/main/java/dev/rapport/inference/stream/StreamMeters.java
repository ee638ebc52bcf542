package dev.rapport.inference.stream;

import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.DeadLettered;
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
    /** What a broken prompt says of its time may be longer than any clock counts. */
    private static final Duration MAX_WAIT = Duration.ofDays(366);

    private static final TimerMeter GENERATION =
            TimerMeter.of("rapport.inference.generation", "Time of a prompt with the model.");
    private static final TimerMeter TRIGGER_TO_REPLY = TimerMeter.of(
            "rapport.inference.trigger.to.reply",
            "Time from the capture of the triggering event to the written reply.");
    private static final TimerMeter PUBLISH_DELAY =
            TimerMeter.of("rapport.inference.publish.delay", "Time from when a reply is written until it is visible.");
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
            "Prompts in progress and replies given up because their partition moved to another worker: wasted work.");
    private static final CounterMeter POISONED = CounterMeter.of(
            "rapport.inference.prompts.poisoned",
            "prompts",
            "Poison prompts: every attempt ended the worker, and they became dead letters.");
    private static final CounterMeter LOST_EARLY = CounterMeter.of(
            "rapport.inference.partitions.lost.early",
            "calls",
            "Calls about a partition that was lost before the rebalance was reported, as after a freeze of the process.");
    private static final CounterMeter RESTARTS = CounterMeter.of(
            "rapport.inference.stream.restarts",
            "restarts",
            "Restarts of the stream after an error that new Kafka clients can heal.");
    private static final GaugeMeter IN_FLIGHT = GaugeMeter.of(
            "rapport.inference.prompts.in.flight", "prompts", "Prompts taken in and not yet published, now.");
    private static final GaugeMeter PAUSED = GaugeMeter.of(
            "rapport.inference.partitions.paused", "partitions", "Partitions that nothing is fetched from, now.");
    private static final GaugeMeter SUSPECTED = GaugeMeter.of(
            "rapport.inference.prompts.suspected",
            "prompts",
            "Prompts that were in progress when a worker ended and are tried in isolation, now.");

    private final MeterRegistry registry;
    private final ReplyMeters replies;
    private final Timer generation;
    private final Timer triggerToReply;
    private final Timer publishDelay;
    private final DistributionSummary batchSize;
    private final Counter skipped;
    private final Counter dropped;
    private final Counter poisoned;
    private final Counter lostEarly;
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
        lostEarly = LOST_EARLY.in(registry);
        restarts = RESTARTS.in(registry);
        IN_FLIGHT.follow(registry, inFlight, AtomicInteger::get);
        PAUSED.follow(registry, paused, AtomicInteger::get);
        SUSPECTED.follow(registry, suspects, AtomicInteger::get);
    }

    /** Sets the gauges. */
    void state(int promptsInFlight, int pausedPartitions, int suspectedPrompts) {
        inFlight.set(promptsInFlight);
        paused.set(pausedPartitions);
        suspects.set(suspectedPrompts);
    }

    /** The model has answered a prompt, in this time. */
    void generated(Duration time) {
        generation.record(time);
    }

    /** A record was fetched that an earlier owner of its partition had finished. */
    void skipped() {
        skipped.increment();
    }

    /** Prompts in progress and replies were given up, because their partition moved to another worker. */
    void dropped(int count) {
        dropped.increment(count);
    }

    /** A partition was lost before a call about it. */
    void lostEarly() {
        lostEarly.increment();
    }

    /** The stream restarts with new Kafka clients. */
    void restarted() {
        restarts.increment();
    }

    void aborted() {
        TRANSACTIONS.in(registry, "aborted").increment();
    }

    /** Another process has this slot, or Kafka removed this one from the group. */
    void fenced() {
        TRANSACTIONS.in(registry, "fenced").increment();
    }

    /** @param nowNanos by {@link System#nanoTime}, when it became visible */
    void committed(List<Outcome> published, long nowNanos) {
        TRANSACTIONS.in(registry, "committed").increment();
        if (!published.isEmpty()) {
            batchSize.record(published.size());
        }
        for (var outcome : published) {
            if (outcome instanceof Answered answered) {
                replied(answered.reply());
                publishDelay.record(Duration.ofNanos(nowNanos - answered.finishedNanos()));
            } else {
                deadLettered((DeadLettered) outcome);
            }
        }
    }

    private void deadLettered(DeadLettered letter) {
        var stage = letter.stage().name().toLowerCase(Locale.ROOT);
        DeadLetterMeters.letters(registry, Topics.PROMPTS.name(), stage).increment();
        if (letter.error() instanceof PoisonPromptException) {
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
        triggerToReply.record(waited.isNegative() ? Duration.ZERO : min(waited, MAX_WAIT));
        var provenance = reply.getProvenance();
        if (provenance != null && !reply.getCandidates().isEmpty()) {
            tokens("prompt", provenance.getPromptTokens());
            reply.getCandidates().forEach(candidate -> tokens("generated", candidate.getTokens()));
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void tokens(String kind, int count) {
        TOKENS.in(registry, kind).increment(count);
    }
}
