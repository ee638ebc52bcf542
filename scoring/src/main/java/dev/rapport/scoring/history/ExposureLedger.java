package dev.rapport.scoring.history;

import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.metric.SaturatedSum;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * First exposures and goal events of one customer, and what together they count. Whichever arrives first, the sum of all
 * changes is what a look at the complete history gives, as long as no goal event had to be evicted.
 */
final class ExposureLedger {
    static final int MAX_EXPOSURES = 100;
    static final int MAX_GOALS = 200;

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
     * Takes an exposure; one that is not the first of its experiment in event time changes nothing. When there are too many,
     * the oldest is evicted and stays counted; one that is older than all of them changes nothing.
     */
    void expose(Exposure exposure, MetricDeltas out) {
        for (var i = 0; i < exposures.size(); i++) {
            var known = exposures.get(i);
            if (isSameExperiment(known, exposure)) {
                if (FIRST.compare(exposure, known) < 0) {
                    var reached = ReachedGoal.allOf(goals);
                    count(known, reached, -1, out);
                    exposures.set(i, settle(exposure, known.getSettled()));
                    count(exposures.get(i), reached, 1, out);
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
        count(exposure, ReachedGoal.allOf(goals), 1, out);
    }

    /** Experiments that others assign have ids of their own, even where one is the id of a campaign. */
    private static boolean isSameExperiment(Exposure one, Exposure other) {
        return one.getCampaignId().equals(other.getCampaignId())
                && groupOf(one).isOutside() == groupOf(other).isOutside();
    }

    private static MetricGroup groupOf(Exposure exposure) {
        return new MetricGroup(exposure.getCampaignId(), exposure.getArm(), exposure.getChannel());
    }

    /** Takes a goal event that was not taken before. */
    void reach(GoalEvent goal, MetricDeltas out) {
        var before = ReachedGoal.allOf(goals);
        goals.add(goal);
        var after = ReachedGoal.allOf(goals);
        var earlier = find(before, Cause.of(goal));
        var now = find(after, Cause.of(goal)).orElseThrow();
        earlier.ifPresent(reached -> countInShop(reached, -1, out));
        countInShop(now, 1, out);
        for (var exposure : exposures) {
            var counted = earlier.filter(reached -> counts(exposure, reached.at()));
            if (counted.isPresent() || counts(exposure, now.at())) {
                count(exposure, before, -1, out);
                count(exposure, after, 1, out);
            }
        }
        if (goals.size() > MAX_GOALS) {
            evictOldest();
        }
    }

    private static Optional<ReachedGoal> find(List<ReachedGoal> reached, Cause cause) {
        return reached.stream().filter(known -> known.cause().equals(cause)).findFirst();
    }

    private static void countInShop(ReachedGoal reached, long sign, MetricDeltas out) {
        if (reached.cause().goal().equals(Counts.ORDER_COMPLETED)) {
            countOrder(MetricGroup.WHOLE_SHOP, reached, sign, out);
        }
    }

    /** An order and its revenue, when it was placed. */
    private static void countOrder(MetricGroup group, ReachedGoal order, long sign, MetricDeltas out) {
        out.count(group, order.at(), Counts.PURCHASES, sign);
        order.revenueMinor().forEach((currency, minor) -> out.revenue(group, order.at(), currency, sign * minor));
    }

    /** All that an exposure contributes, with a sign. */
    private void count(Exposure exposure, List<ReachedGoal> reachedGoals, long sign, MetricDeltas out) {
        var group = groupOf(exposure);
        out.count(group, exposure.getExposedAt(), Counts.CUSTOMERS, sign);
        out.countOverAll(group, Counts.PROPENSITY_MILLIONTHS, sign * exposure.getPropensityMillionths());
        Map<String, Long> converted = new HashMap<>(exposure.getSettled());
        Map<String, Long> revenue = new HashMap<>();
        for (var reached : reachedGoals) {
            if (!counts(exposure, reached.at())) {
                continue;
            }
            converted.merge(reached.cause().goal(), reached.at(), Math::min);
            if (reached.cause().goal().equals(Counts.ORDER_COMPLETED)) {
                countOrder(group, reached, sign, out);
                reached.revenueMinor().forEach((currency, minor) -> revenue.merge(currency, minor, SaturatedSum::of));
            }
        }
        converted.forEach((goal, at) -> out.count(group, at, Counts.converted(goal), sign));
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

    private void evictOldest() {
        var oldest = goals.stream().min(ReachedGoal.BY_TIME).orElseThrow();
        var cause = Cause.of(oldest);
        var at = find(ReachedGoal.allOf(goals), cause).orElseThrow().at();
        goals.remove(oldest);
        goals.stream()
                .filter(goal -> Cause.of(goal).equals(cause))
                .min(ReachedGoal.BY_TIME)
                .ifPresent(next -> goals.set(
                        goals.indexOf(next),
                        GoalEvent.newBuilder(next).setOrderedAt(at).build()));
        for (var i = 0; i < exposures.size(); i++) {
            if (counts(exposures.get(i), at)) {
                exposures.set(i, settle(exposures.get(i), Map.of(oldest.getGoal(), at)));
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
}
