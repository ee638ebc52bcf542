package dev.rapport.scoring.engagement;

import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * First exposures and goal events of one customer, and what together they count. Whichever arrives first, the sum of all
 * changes is what a look at the complete history gives, as long as no goal event had to be let go of.
 */
final class ExposureLedger {
    static final int MAX_EXPOSURES = 100;
    static final int MAX_GOALS = 200;

    static final Comparator<GoalEvent> BY_TIME =
            Comparator.comparingLong(GoalEvent::getOccurredAt).thenComparing(GoalEvent::getMessageId);
    private static final Comparator<Exposure> FIRST =
            Comparator.comparingLong(Exposure::getExposedAt).thenComparing(Exposure::getCauseId);

    private final ScoringRules rules;
    private final List<Exposure> exposures;
    private final List<GoalEvent> goals;

    ExposureLedger(ScoringRules rules, List<Exposure> exposures, List<GoalEvent> goals) {
        this.rules = rules;
        this.exposures = new ArrayList<>(exposures);
        this.goals = new ArrayList<>(goals);
    }

    List<Exposure> exposures() {
        return exposures;
    }

    List<GoalEvent> goals() {
        return goals;
    }

    /**
     * Takes an exposure; one that is not the first of its campaign in event time changes nothing. When there are too many,
     * the oldest is let go of and stays counted; one that is older than all of them changes nothing.
     */
    void expose(Exposure exposure, MetricDeltas out) {
        for (var i = 0; i < exposures.size(); i++) {
            var known = exposures.get(i);
            if (known.getCampaignId().equals(exposure.getCampaignId())) {
                if (FIRST.compare(exposure, known) < 0) {
                    count(known, -1, out);
                    exposures.set(i, settle(exposure, known.getSettled()));
                    count(exposures.get(i), 1, out);
                }
                return;
            }
        }
        if (exposures.size() >= MAX_EXPOSURES) {
            var oldest = exposures.stream().min(FIRST).orElseThrow();
            if (FIRST.compare(exposure, oldest) < 0) {
                return;
            }
            exposures.remove(oldest);
        }
        exposures.add(exposure);
        count(exposure, 1, out);
    }

    /** Takes a goal event that was not taken before. */
    void reach(GoalEvent goal, MetricDeltas out) {
        if (goal.getGoal().equals(Counts.ORDER_COMPLETED)) {
            countOrder(goal, out);
        }
        var affected = exposures.stream()
                .filter(exposure -> counts(exposure, goal.getOccurredAt()))
                .toList();
        affected.forEach(exposure -> count(exposure, -1, out));
        goals.add(goal);
        affected.forEach(exposure -> count(exposure, 1, out));
        if (goals.size() > MAX_GOALS) {
            letGoOfOldest();
        }
    }

    /** Counts of the whole shop: an order is counted at its earliest event, revenue where it occurred. */
    private void countOrder(GoalEvent goal, MetricDeltas out) {
        var shop = MetricGroup.WHOLE_SHOP;
        var first = goals.stream()
                .filter(known -> known.getGoal().equals(Counts.ORDER_COMPLETED)
                        && orderOf(known).equals(orderOf(goal)))
                .mapToLong(GoalEvent::getOccurredAt)
                .min();
        if (first.isEmpty() || goal.getOccurredAt() < first.getAsLong()) {
            first.ifPresent(at -> out.count(shop, at, Counts.PURCHASES, -1));
            out.count(shop, goal.getOccurredAt(), Counts.PURCHASES, 1);
        }
        if (goal.getCurrency() != null) {
            out.revenue(shop, goal.getOccurredAt(), goal.getCurrency(), goal.getAmountMinor());
        }
    }

    /** All that an exposure contributes, with a sign. */
    private void count(Exposure exposure, long sign, MetricDeltas out) {
        var group = new MetricGroup(exposure.getCampaignId(), exposure.getArm(), exposure.getChannel());
        out.count(group, exposure.getExposedAt(), Counts.CUSTOMERS, sign);
        out.countOverAll(group, Counts.PROPENSITY_MILLIONTHS, sign * exposure.getPropensityMillionths());
        Map<String, Long> converted = new HashMap<>(exposure.getSettled());
        Map<String, Long> orders = new HashMap<>();
        Map<String, Long> revenue = new HashMap<>();
        for (var goal : goals) {
            var at = goal.getOccurredAt();
            if (!counts(exposure, at)) {
                continue;
            }
            converted.merge(goal.getGoal(), at, Math::min);
            if (goal.getGoal().equals(Counts.ORDER_COMPLETED)) {
                orders.merge(orderOf(goal), at, Math::min);
                if (goal.getCurrency() != null) {
                    out.revenue(group, at, goal.getCurrency(), sign * goal.getAmountMinor());
                    revenue.merge(goal.getCurrency(), goal.getAmountMinor(), SaturatedSum::of);
                }
            }
        }
        converted.forEach((goal, at) -> out.count(group, at, Counts.converted(goal), sign));
        orders.values().forEach(at -> out.count(group, at, Counts.PURCHASES, sign));
        revenue.forEach((currency, sum) -> {
            out.countOverAll(group, Counts.squaresHigh(currency), sign * Counts.squareHigh(sum));
            out.countOverAll(group, Counts.squaresLow(currency), sign * Counts.squareLow(sum));
        });
    }

    /** Strictly after the exposure: the event that triggered a decision is not its success. */
    private boolean counts(Exposure exposure, long at) {
        return at > exposure.getExposedAt()
                && at - exposure.getExposedAt() <= rules.window().toMillis();
    }

    private void letGoOfOldest() {
        var oldest = goals.stream().min(BY_TIME).orElseThrow();
        goals.remove(oldest);
        for (var i = 0; i < exposures.size(); i++) {
            if (counts(exposures.get(i), oldest.getOccurredAt())) {
                exposures.set(i, settle(exposures.get(i), Map.of(oldest.getGoal(), oldest.getOccurredAt())));
            }
        }
    }

    /** The exposure with conversions that stay counted when their events are gone. */
    private Exposure settle(Exposure exposure, Map<String, Long> conversions) {
        var settled = new HashMap<>(exposure.getSettled());
        conversions.forEach((goal, at) -> {
            if (counts(exposure, at)) {
                settled.merge(goal, at, Math::min);
            }
        });
        return Exposure.newBuilder(exposure).setSettled(settled).build();
    }

    /** What makes events one order: the order, or else nothing but the event itself. */
    static String orderOf(GoalEvent goal) {
        return goal.getOrderId() == null ? "event:" + goal.getMessageId() : "order:" + goal.getOrderId();
    }
}
