package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.SeenTouchpoint;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one customer, and what every further record changes. Event time only: records may arrive in any
 * order and the changes add up to the same totals. Ledgers are read when they are needed and kept by {@link #save()}. Not
 * thread-safe.
 */
public final class CustomerHistory {
    private static final double MILLION = 1_000_000;

    private final ScoringRules rules;
    private final OpenLedger<Sessions, SessionLedger> sessions;
    private final OpenLedger<Touchpoints, TouchpointLedger> touchpoints;
    private final OpenLedger<Prompts, PromptLedger> prompts;
    private final OpenLedger<Goals, GoalLedger> goals;
    private final OpenLedger<Exposures, ExposureLedger> exposures;
    private final ConversionWriter conversions;
    private final MetricChanges metrics = new MetricChanges();
    private final MomentChanges moments = new MomentChanges();

    public CustomerHistory(ScoringRules rules, HistoryStores stores, String customerId) {
        this.rules = rules;
        sessions = new OpenLedger<>(stores.sessions(), customerId, SessionLedger::new);
        touchpoints = new OpenLedger<>(stores.touchpoints(), customerId, TouchpointLedger::new);
        prompts = new OpenLedger<>(stores.prompts(), customerId, PromptLedger::new);
        goals = new OpenLedger<>(stores.goals(), customerId, GoalLedger::new);
        exposures =
                new OpenLedger<>(stores.exposures(), customerId, remembered -> new ExposureLedger(rules, remembered));
        conversions = new ConversionWriter(customerId, rules);
    }

    /** Records an event of the customer. */
    public void record(EnrichedEvent received) {
        var event = ShortText.in(received);
        var at = event.getOccurredAt().toEpochMilli();
        metrics.count(MetricGroup.WHOLE_SHOP, at, Counts.EVENTS, 1);
        sessions.get().record(event.getSessionId(), at, metrics);
        NameText.of(event.getUtmSource())
                .ifPresent(
                        source -> recordTouchpoint(new SeenTouchpoint(null, source, "utm", at, event.getMessageId())));
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
                    Map.of()));
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

    /** Records an exposure to an experiment that others assign. */
    public void record(Exposure exposure) {
        recordShort(ShortText.in(exposure));
    }

    /** Writes the ledgers that changed. */
    public void save() {
        sessions.save();
        touchpoints.save();
        prompts.save();
        goals.save();
        exposures.save();
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
        var isNew = prompts.get().resolve(promptId, group, at, metrics);
        if (isNew && touchpoints.get().isOf(promptId)) {
            rewriteConversions(promptId);
        }
    }

    private void rewriteConversions(String promptId) {
        conversions.rewrite(goals.get(), path(), touch -> promptId.equals(touch.getPromptId()));
    }

    private void recordEngagement(EnrichedEvent event, String promptId, EngagementKind kind, long at) {
        prompts.get().recordEngagement(promptId, kind, at, metrics);
        if (kind.isTouchpoint()) {
            recordTouchpoint(new SeenTouchpoint(promptId, "", kind.countName(), at, event.getMessageId()));
        }
    }

    private void recordTouchpoint(SeenTouchpoint touchpoint) {
        touchpoints.get().record(touchpoint);
        if (goals.get().hasSince(touchpoint.getOccurredAt())) {
            conversions.rewrite(
                    goals.get(), path(), touch -> touch.getMessageId().equals(touchpoint.getMessageId()));
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
                .build();
        var cause = Cause.of(goalEvent);
        var earlier = goals.get().find(cause);
        goals.get().record(goalEvent);
        var now = goals.get().find(cause).orElseThrow();
        if (now.isOrder()) {
            earlier.ifPresent(reached -> reached.count(MetricGroup.WHOLE_SHOP, -1, metrics));
            now.count(MetricGroup.WHOLE_SHOP, 1, metrics);
        }
        exposures.get().recordConversion(() -> goals.get().reachedBesides(cause), earlier, now, metrics, moments);
        goals.get().evict().ifPresent(exposures.get()::settle);
        conversions.write(goalEvent, goals.get(), path());
    }

    /** All that conversions may be credited to. */
    private List<PathTouchpoint> path() {
        return touchpoints.get().resolved(promptId -> prompts.get().find(promptId));
    }

    private void recordShort(Exposure exposure) {
        exposures.get().record(exposure, goals.get().reached(), metrics, moments);
    }

    private void countSent(MetricGroup group, long at, String how) {
        metrics.count(group, at, Counts.SENT, 1);
        metrics.count(group, at, how, 1);
    }
}
