package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.CustomerState;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.RecentDecision;
import dev.rapport.scoring.state.SeenTouchpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one customer, and what every further record changes. Event time only: records may arrive in any
 * order and the changes add up to the same totals. Not thread-safe.
 */
public final class CustomerHistory {
    static final int MAX_TOUCHPOINTS = 50;
    static final int MAX_DECISIONS = 20;

    static final String UNKNOWN_SOURCE = "unknown";
    private static final double MILLION = 1_000_000;
    private static final Comparator<SeenTouchpoint> TOUCHPOINTS_BY_TIME =
            Comparator.comparingLong(SeenTouchpoint::getOccurredAt).thenComparing(SeenTouchpoint::getMessageId);
    private static final Comparator<RecentDecision> DECISIONS_BY_TIME =
            Comparator.comparingLong(RecentDecision::getDecidedAt).thenComparing(RecentDecision::getDecisionId);

    private final ScoringRules rules;
    private final ExposureLedger exposures;
    private final SessionLedger sessions;
    private final PromptLedger prompts;
    private final List<SeenTouchpoint> touchpoints;
    private final List<RecentDecision> decisions;
    private final MetricDeltas deltas = new MetricDeltas();
    private final ConversionWriter conversions;
    private boolean changed;

    /** @param state what was remembered before; null for a new customer */
    public CustomerHistory(ScoringRules rules, @Nullable CustomerState state) {
        var before = state == null ? CustomerState.newBuilder().build() : state;
        this.rules = rules;
        this.exposures = new ExposureLedger(rules, before.getExposures(), before.getGoals());
        this.sessions = new SessionLedger(before.getSessions());
        this.prompts = new PromptLedger(before.getPrompts());
        this.touchpoints = new ArrayList<>(before.getTouchpoints());
        this.decisions = new ArrayList<>(before.getDecisions());
        this.conversions = new ConversionWriter(rules, exposures, prompts, touchpoints);
    }

    /** Takes an event of the customer. */
    public void take(EnrichedEvent received) {
        var event = ShortText.in(received);
        var at = event.getOccurredAt().toEpochMilli();
        deltas.count(MetricGroup.WHOLE_SHOP, at, Counts.EVENTS, 1);
        changed |= sessions.visit(event.getSessionId(), at, deltas);
        NameText.of(event.getUtmSource())
                .ifPresent(source -> touch(event, new SeenTouchpoint(null, source, "utm", at, event.getMessageId())));
        if (event.getType() == EventType.TRACK && event.getName() != null) {
            takeTracked(event, event.getName(), at);
        }
    }

    /** Takes a decision about the customer. */
    public void take(Decision received) {
        var decision = ShortText.in(received);
        changed = true;
        var at = decision.getDecidedAt().toEpochMilli();
        var arm = decision.getArm() == null ? "" : decision.getArm();
        var group = new MetricGroup(decision.getCampaignId(), arm, decision.getChannel());
        deltas.count(group, at, Counts.DECISIONS_PREFIX + decision.getReason(), 1);
        remember(decisions, recent(decision, at), DECISIONS_BY_TIME, MAX_DECISIONS);
        if (decision.getReason() == DecisionReason.SENT || decision.getReason() == DecisionReason.HOLDOUT) {
            var propensity = Math.round(decision.getPropensity() * MILLION);
            exposures.expose(
                    new Exposure(
                            decision.getCampaignId(),
                            arm,
                            decision.getChannel(),
                            at,
                            decision.getDecisionId(),
                            propensity,
                            Map.of()),
                    deltas);
        }
        if (decision.getPromptId() != null) {
            belongs(decision.getCustomerId(), decision.getPromptId(), group, at);
        }
    }

    /** Takes a reply to the customer. */
    public void take(Reply received) {
        var reply = ShortText.in(received);
        changed = true;
        var at = reply.getTriggeredAt().toEpochMilli();
        var group = new MetricGroup(reply.getCampaignId(), reply.getArm(), reply.getChannel());
        switch (reply.getOutcome()) {
            case GENERATED -> countSent(group, at, Counts.GENERATED);
            case FALLBACK -> countSent(group, at, Counts.FALLBACK);
            case REFUSED -> deltas.count(group, at, Counts.REFUSED, 1);
            case OTHER -> {
                // An outcome of a newer version: nothing is known about it.
            }
        }
        belongs(reply.getCustomerId(), reply.getPromptId(), group, at);
    }

    /** Takes an exposure to an experiment that others assign. */
    public void expose(Exposure exposure) {
        changed = true;
        exposures.expose(ShortText.in(exposure), deltas);
    }

    /** True when {@link #state()} differs from what it was made from. */
    public boolean changed() {
        return changed;
    }

    /** What to remember. */
    public CustomerState state() {
        return new CustomerState(
                exposures.exposures(),
                exposures.goals(),
                sessions.sessions(),
                prompts.prompts(),
                touchpoints,
                decisions);
    }

    /** Changes of metrics by all records taken. */
    public MetricDeltas deltas() {
        return deltas;
    }

    /** Conversions by all records taken, and those that they changed; of the same id the last one holds. */
    public List<Conversion> conversions() {
        return conversions.written();
    }

    /** Prompts that are no longer remembered, because there are newer ones. */
    public List<String> forgottenPrompts() {
        return prompts.forgotten();
    }

    private void takeTracked(EnrichedEvent event, String name, long at) {
        deltas.count(MetricGroup.WHOLE_SHOP, at, Counts.EVENT_PREFIX + name, 1);
        if (name.equals(Counts.ORDER_REFUNDED)) {
            deltas.count(MetricGroup.WHOLE_SHOP, at, Counts.REFUNDS, 1);
        }
        if (rules.goals().contains(name)) {
            reach(event, name, at);
        }
        var promptId = event.getPromptId();
        if (promptId != null) {
            EngagementKind.ofEvent(name).ifPresent(kind -> engage(event, promptId, kind, at));
        }
    }

    private void belongs(String customerId, String promptId, MetricGroup group, long at) {
        if (prompts.belongs(promptId, group, at, deltas)) {
            conversions.resolved(customerId, promptId);
        }
    }

    private void engage(EnrichedEvent event, String promptId, EngagementKind kind, long at) {
        changed = true;
        prompts.engage(promptId, kind, at, deltas);
        if (kind.isTouchpoint()) {
            touch(event, new SeenTouchpoint(promptId, "", kind.countName(), at, event.getMessageId()));
        }
    }

    private void reach(EnrichedEvent event, String goal, long at) {
        changed = true;
        var revenue = event.getRevenue();
        var reached = GoalEvent.newBuilder()
                .setGoal(goal)
                .setMessageId(event.getMessageId())
                .setOrderId(event.getOrderId())
                .setLineId(event.getLineId())
                .setOccurredAt(at)
                .setAmountMinor(revenue == null ? 0 : revenue.getAmountMinor())
                .setCurrency(revenue == null ? null : revenue.getCurrency())
                .build();
        exposures.reach(reached, deltas);
        conversions.reached(event.getCustomerId(), reached);
    }

    private void countSent(MetricGroup group, long at, String how) {
        deltas.count(group, at, Counts.SENT, 1);
        deltas.count(group, at, how, 1);
    }

    private void touch(EnrichedEvent event, SeenTouchpoint touchpoint) {
        changed = true;
        remember(touchpoints, touchpoint, TOUCHPOINTS_BY_TIME, MAX_TOUCHPOINTS);
        conversions.touched(event.getCustomerId(), touchpoint);
    }

    private static RecentDecision recent(Decision decision, long at) {
        return new RecentDecision(
                decision.getDecisionId(),
                decision.getCampaignId(),
                decision.getCampaignVersion(),
                decision.getReason().toString(),
                decision.getArm(),
                decision.getChannel(),
                decision.getPromptId(),
                decision.getTriggerName(),
                at);
    }

    private static <T> void remember(List<T> list, T item, Comparator<T> byTime, int most) {
        list.add(item);
        if (list.size() > most) {
            list.remove(list.stream().min(byTime).orElseThrow());
        }
    }
}
