package dev.rapport.quickstart.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.simulator.Truth;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.ReplyOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The demo's figures; as JSON its fields are an interface, see the documentation of the command.
 *
 * @param seconds     time over which events were sent
 * @param prompts     distinct ones
 * @param experiments as the API answers
 * @param truth       the effects that the shop really has
 * @param reconciled  whether everything is accounted for
 * @param problems    what is not
 * @param startup     null when there was no reply
 */
public record DemoReport(
        double seconds,
        Events events,
        Decisions decisions,
        long prompts,
        Replies replies,
        Latency latency,
        Throughput throughput,
        Engagement engagement,
        List<JsonNode> experiments,
        List<TrueEffect> truth,
        boolean reconciled,
        List<Problem> problems,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Startup startup) {
    /**
     * What was sent is accepted or rejected at capture. What was captured is enriched, rejected later, a dead letter, or a
     * duplicate of one of those. What says something else under the same message id is none.
     */
    public record Events(
            long sent,
            long accepted,
            long rejected,
            Map<String, Long> rejectedByReason,
            long rejectedAtCapture,
            long captured,
            long rejectedAfterCapture,
            long duplicates,
            long enriched,
            long deadLetters) {}

    /** How many were made, and why. */
    public record Decisions(Map<DecisionReason, Long> byReason) {}

    /** By what came of their prompts. */
    public record Replies(long generated, long fallback, long refused) {}

    /** From the trigger's capture to its reply. */
    public record Latency(Quantiles triggerToReply) {}

    /** In milliseconds. */
    public record Quantiles(long p50Ms, long p99Ms) {}

    /** Replies that were behind when the traffic ended took longer than it. */
    public record Throughput(double eventsPerSecond, double repliesPerSecond, double tokensPerSecond) {}

    /** What customers did; {@code converted} are the orders that are credited to replies. */
    public record Engagement(long opened, long clicked, long converted, long orders) {}

    /** What the measured lift of an arm estimates. */
    public record TrueEffect(
            String experiment, String arm, int customers, double chanceWithout, double chanceWith, double absolute) {
        private static TrueEffect of(Truth.Effect effect) {
            return new TrueEffect(
                    effect.campaign(),
                    effect.arm(),
                    effect.customers(),
                    effect.without(),
                    effect.with(),
                    effect.absolute());
        }
    }

    /** From the start of the process. */
    public record Startup(long firstReplyMs) {}

    /**
     * The figures.
     *
     * @param experiments as the API answers
     * @param problems    what is not accounted for
     */
    public static DemoReport of(
            TopicLedger ledger,
            Traffic traffic,
            List<JsonNode> experiments,
            List<Truth.Effect> truth,
            List<Problem> problems) {
        var replySeconds = Math.max(traffic.seconds(), ledger.replySeconds());
        return new DemoReport(
                traffic.seconds(),
                events(ledger, traffic),
                new Decisions(ledger.decisionsByReason()),
                ledger.prompts().distinct(),
                new Replies(
                        ledger.replies(ReplyOutcome.GENERATED),
                        ledger.replies(ReplyOutcome.FALLBACK),
                        ledger.replies(ReplyOutcome.REFUSED)),
                new Latency(new Quantiles(
                        ledger.latencies().quantile(0.5), ledger.latencies().quantile(0.99))),
                new Throughput(
                        traffic.accepted() / traffic.seconds(),
                        ledger.replyCount() / replySeconds,
                        ledger.tokens() / replySeconds),
                new Engagement(
                        ledger.openedCount(),
                        ledger.clickedCount(),
                        ledger.creditedConversionCount(),
                        ledger.conversions().distinct()),
                experiments,
                truth.stream().map(TrueEffect::of).toList(),
                problems.isEmpty(),
                problems,
                null);
    }

    /** With the time that the first reply took from the start of the process. */
    public DemoReport startedIn(Duration untilFirstReply) {
        return new DemoReport(
                seconds,
                events,
                decisions,
                prompts,
                replies,
                latency,
                throughput,
                engagement,
                experiments,
                truth,
                reconciled,
                problems,
                new Startup(untilFirstReply.toMillis()));
    }

    /** The measured lifts of conversion. */
    @JsonIgnore
    public List<ConversionLift> conversionLifts() {
        return ConversionLift.of(experiments);
    }

    /** The effect that a lift estimates. */
    public Optional<TrueEffect> truthOf(ConversionLift lift) {
        return truth.stream()
                .filter(effect -> effect.experiment().equals(lift.experiment())
                        && effect.arm().equals(lift.arm()))
                .findFirst();
    }

    private static Events events(TopicLedger ledger, Traffic traffic) {
        var rejected = ledger.rejectedByReason();
        return new Events(
                traffic.sent(),
                traffic.accepted(),
                rejected.values().stream().mapToLong(Long::longValue).sum(),
                rejected,
                traffic.sent() - traffic.accepted(),
                ledger.captured().total(),
                ledger.rejectedAfterCapture().distinct(),
                ledger.duplicateCount(),
                ledger.enriched().distinct(),
                ledger.deadLetters().total());
    }
}
