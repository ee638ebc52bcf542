package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.metric.OutsideNames;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.Items;
import dev.rapport.scoring.state.Membership;
import dev.rapport.scoring.state.SeenTouchpoint;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one customer, and what every further record changes. Event time only: records may arrive in any
 * order and the changes add up to the same totals. Ledgers are read when they are needed and kept by {@link #save()}. Not
 * thread-safe.
 */
public final class CustomerHistory {
    private static final double MILLION = 1_000_000;

    private final ScoringRules rules;
    private final String fragmentId;
    private final HistoryLedgers ledgers;
    private final ConversionWriter conversions;
    private final MetricChanges metrics = new MetricChanges();
    private final MomentChanges moments = new MomentChanges();

    /** @param fragmentId identity fragment of what is recorded; empty for the customer itself */
    public CustomerHistory(ScoringRules rules, HistoryStores stores, String customerId, String fragmentId) {
        this.rules = rules;
        this.fragmentId = fragmentId;
        ledgers = new HistoryLedgers(rules, stores, customerId);
        conversions = new ConversionWriter(customerId, rules);
    }

    /** Records an event of the customer. */
    public void record(EnrichedEvent received) {
        var event = ShortText.in(received);
        var at = event.getOccurredAt().toEpochMilli();
        metrics.count(MetricGroup.WHOLE_SHOP, at, Counts.EVENTS, 1);
        ledgers.sessions().record(event.getSessionId(), fragmentId, at, metrics);
        NameText.of(event.getUtmSource())
                .ifPresent(source -> recordTouchpoint(
                        new SeenTouchpoint(null, source, "utm", at, event.getMessageId(), fragmentId)));
        if (event.getType() == EventType.TRACK && event.getName() != null) {
            recordTracked(event, event.getName(), at);
        }
    }

    /** Records a decision about the customer. */
    public void record(Decision received) {
        var decision = ShortText.in(received);
        var at = decision.getDecidedAt().toEpochMilli();
        var arm = decision.getArm() == null ? "" : decision.getArm();
        var group = new MetricGroup(decision.getCampaignId(), arm, decision.getChannel());
        metrics.count(group, at, Counts.DECISIONS_PREFIX + decision.getReason(), 1);
        if (decision.getReason() == DecisionReason.SENT || decision.getReason() == DecisionReason.HOLDOUT) {
            var propensity = Math.round(decision.getPropensity() * MILLION);
            recordShort(new Exposure(
                    decision.getCampaignId(),
                    arm,
                    decision.getChannel(),
                    at,
                    decision.getDecisionId(),
                    propensity,
                    Map.of(),
                    Map.of(),
                    fragmentId));
        }
        if (decision.getPromptId() != null) {
            resolve(decision.getPromptId(), group, at);
        }
    }

    /** Records a reply to the customer. */
    public void record(Reply received) {
        var reply = ShortText.in(received);
        var at = reply.getTriggeredAt().toEpochMilli();
        var group = new MetricGroup(reply.getCampaignId(), reply.getArm(), reply.getChannel());
        switch (reply.getOutcome()) {
            case GENERATED -> countSent(group, at, Counts.GENERATED);
            case FALLBACK -> countSent(group, at, Counts.FALLBACK);
            case REFUSED -> metrics.count(group, at, Counts.REFUSED, 1);
            case OTHER -> {
                // An outcome of a newer version: nothing is known about it.
            }
        }
        resolve(reply.getPromptId(), group, at);
    }

    /** Records an exposure to an experiment that others assign; those that are not counted one by one are one experiment. */
    public void record(Exposure received) {
        var exposure = ShortText.in(received);
        var isNamed = rules.outside().isCounted(exposure.getCampaignId());
        recordShort(new Exposure(
                isNamed ? exposure.getCampaignId() : OutsideNames.OTHER,
                isNamed ? exposure.getArm() : OutsideNames.OTHER,
                exposure.getChannel(),
                exposure.getExposedAt(),
                exposure.getCauseId(),
                exposure.getPropensityMillionths(),
                exposure.getSettled(),
                exposure.getSettledRevenueMinor(),
                fragmentId));
    }

    /** Whom the customer was merged into, and who into it; null while nothing was ever merged. */
    public @Nullable Membership membership() {
        return ledgers.sessions().membership();
    }

    /** Remembers another membership. */
    public void membership(Membership now) {
        ledgers.sessions().membership(now);
    }

    /** Adds items as if they had been the customer's from the start. */
    public void add(Items items) {
        recount(() -> ledgers.add(items, metrics));
        ledgers.evict();
    }

    /** Takes the items of some fragments out, as if they had never been the customer's. */
    public Items release(Predicate<String> isWanted) {
        return recount(() -> ledgers.release(isWanted));
    }

    /** What all items count is taken back before a change, and counted after it. */
    private Items recount(Supplier<Items> change) {
        var before = conversions.all(ledgers.goals(), ledgers.path());
        ledgers.count(-1, metrics, moments);
        var changed = change.get();
        ledgers.count(1, metrics, moments);
        conversions.writeChanges(before, conversions.all(ledgers.goals(), ledgers.path()));
        return changed;
    }

    /** Writes the ledgers that changed. */
    public void save() {
        ledgers.save();
    }

    /** Changes of counts by all records. */
    public MetricChanges metrics() {
        return metrics;
    }

    /** Changes of the sums over customers of arms by all records. */
    public MomentChanges moments() {
        return moments;
    }

    /** Conversions by all records, and those that they changed; of the same id the last one holds. */
    public List<Conversion> conversions() {
        return conversions.written();
    }

    private void recordTracked(EnrichedEvent event, String name, long at) {
        metrics.count(MetricGroup.WHOLE_SHOP, at, rules.names().countOf(name), 1);
        if (name.equals(Counts.ORDER_REFUNDED)) {
            metrics.count(MetricGroup.WHOLE_SHOP, at, Counts.REFUNDS, 1);
        }
        if (rules.goals().contains(name)) {
            recordConversion(event, name, at);
        }
        var promptId = event.getPromptId();
        if (promptId != null) {
            EngagementKind.ofEvent(name).ifPresent(kind -> recordEngagement(event, promptId, kind, at));
        }
    }

    private void resolve(String promptId, MetricGroup group, long at) {
        var isNew = ledgers.prompts().resolve(promptId, fragmentId, group, at, metrics);
        if (isNew && ledgers.touchpoints().isOf(promptId)) {
            conversions.rewrite(ledgers.goals(), ledgers.path(), touch -> promptId.equals(touch.getPromptId()));
        }
    }

    private void recordEngagement(EnrichedEvent event, String promptId, EngagementKind kind, long at) {
        ledgers.prompts().recordEngagement(promptId, fragmentId, kind, at, metrics);
        if (kind.isTouchpoint()) {
            recordTouchpoint(new SeenTouchpoint(promptId, "", kind.countName(), at, event.getMessageId(), fragmentId));
        }
    }

    private void recordTouchpoint(SeenTouchpoint touchpoint) {
        ledgers.touchpoints().record(touchpoint);
        if (ledgers.goals().hasSince(touchpoint.getOccurredAt())) {
            conversions.rewrite(ledgers.goals(), ledgers.path(), touch -> touch.getMessageId()
                    .equals(touchpoint.getMessageId()));
        }
    }

    private void recordConversion(EnrichedEvent event, String goal, long at) {
        var revenue = event.getRevenue();
        var goalEvent = GoalEvent.newBuilder()
                .setGoal(goal)
                .setMessageId(event.getMessageId())
                .setUserId(event.getUserId())
                .setOrderId(event.getOrderId())
                .setLineId(event.getLineId())
                .setOccurredAt(at)
                .setAmountMinor(revenue == null ? 0 : revenue.getAmountMinor())
                .setCurrency(revenue == null ? null : revenue.getCurrency())
                .setFragmentId(fragmentId)
                .build();
        var goals = ledgers.goals();
        var cause = Cause.of(goalEvent);
        var earlier = goals.find(cause);
        goals.record(goalEvent);
        var now = goals.find(cause).orElseThrow();
        if (now.isOrder()) {
            earlier.ifPresent(reached -> reached.count(MetricGroup.WHOLE_SHOP, -1, metrics));
            now.count(MetricGroup.WHOLE_SHOP, 1, metrics);
        }
        ledgers.exposures().recordConversion(() -> goals.reachedBesides(cause), earlier, now, metrics, moments);
        ledgers.settle();
        conversions.write(goalEvent, goals, ledgers.path());
    }

    private void recordShort(Exposure exposure) {
        ledgers.exposures().record(exposure, () -> ledgers.goals().reached(), metrics, moments);
    }

    private void countSent(MetricGroup group, long at, String how) {
        metrics.count(group, at, Counts.SENT, 1);
        metrics.count(group, at, how, 1);
    }
}
