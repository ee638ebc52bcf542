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
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

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
    private volatile State state = new State(0, 0, 0);

    /** What the stream has, now. */
    record State(int promptsInFlight, int pausedPartitions, int suspectedPrompts) {}

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
        // Registered here they are seen before there is something to count.
        List.of(GENERATION, TRIGGER_TO_REPLY, PUBLISH_DELAY).forEach(timer -> timer.in(registry));
        List.of(SKIPPED, DROPPED, POISONED, LOST_EARLY, RESTARTS).forEach(counter -> counter.in(registry));
        BATCH_SIZE.in(registry);
        IN_FLIGHT.follow(registry, this, meters -> meters.state.promptsInFlight());
        PAUSED.follow(registry, this, meters -> meters.state.pausedPartitions());
        SUSPECTED.follow(registry, this, meters -> meters.state.suspectedPrompts());
    }

    void state(State now) {
        state = now;
    }

    /** The model has answered a prompt, in this time. */
    void generated(Duration time) {
        GENERATION.in(registry).record(time);
    }

    /** A record was fetched that an earlier owner of its partition had finished. */
    void skipped() {
        SKIPPED.in(registry).increment();
    }

    /** Prompts in progress and replies were given up, because their partition moved to another worker. */
    void dropped(int count) {
        DROPPED.in(registry).increment(count);
    }

    /** A partition was lost before a call about it. */
    void lostEarly() {
        LOST_EARLY.in(registry).increment();
    }

    /** The stream restarts with new Kafka clients. */
    void restarted() {
        RESTARTS.in(registry).increment();
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
            BATCH_SIZE.in(registry).record(published.size());
        }
        for (var outcome : published) {
            if (outcome instanceof Answered answered) {
                replied(answered.reply());
                PUBLISH_DELAY.in(registry).record(Duration.ofNanos(nowNanos - answered.finishedNanos()));
            } else {
                deadLettered((DeadLettered) outcome);
            }
        }
    }

    private void deadLettered(DeadLettered letter) {
        var stage = letter.stage().name().toLowerCase(Locale.ROOT);
        DeadLetterMeters.letters(registry, Topics.PROMPTS.name(), stage).increment();
        if (letter.error() instanceof PoisonPromptException) {
            POISONED.in(registry).increment();
        }
    }

    private void replied(Reply reply) {
        REPLIES.in(registry, outcome(reply)).increment();
        var refusal = reply.getRefusal();
        if (refusal != null) {
            REFUSALS.in(registry, refusal).increment();
        }
        var waited = Duration.between(reply.getTriggerReceivedAt(), reply.getGeneratedAt());
        TRIGGER_TO_REPLY.in(registry).record(between(Duration.ZERO, waited, MAX_WAIT));
        candidates(reply);
    }

    /** What guardrails and second attempts did to the replies of a campaign. */
    private void candidates(Reply reply) {
        var campaign = reply.getCampaignId();
        for (var candidate : reply.getCandidates()) {
            CANDIDATES.in(registry, campaign).increment();
            TOKENS.in(registry, "generated").increment(candidate.getTokens());
            candidate.getVerdicts().forEach(verdict -> VERDICTS.in(registry, verdict, campaign)
                    .increment());
        }
        var provenance = reply.getProvenance();
        if (provenance == null) {
            return;
        }
        if (!reply.getCandidates().isEmpty()) {
            TOKENS.in(registry, "prompt").increment(provenance.getPromptTokens());
        }
        if (provenance.getAttemptSeeds().size() > 1) {
            RETRIES.in(registry, campaign, outcome(reply)).increment();
        }
    }

    private static Duration between(Duration min, Duration value, Duration max) {
        return Collections.min(List.of(max, Collections.max(List.of(min, value))));
    }

    private static String outcome(Reply reply) {
        return reply.getOutcome().name().toLowerCase(Locale.ROOT);
    }
}
