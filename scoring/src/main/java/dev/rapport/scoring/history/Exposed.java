package dev.rapport.scoring.history;

import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Exposure;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A customer in an experiment: exposed by the earliest exposure of all fragments. Conversions that stay counted when their
 * events are gone count whichever fragment they are kept with.
 *
 * @param first  the exposure that counts
 * @param all    first exposures of the fragments, that one among them
 * @param window time after exposure within which a goal counts
 */
record Exposed(Exposure first, List<Exposure> all, Duration window) {
    static final Comparator<Exposure> FIRST =
            Comparator.comparingLong(Exposure::getExposedAt).thenComparing(Exposure::getCauseId);

    /** By the exposures of one experiment, at least one. */
    static Exposed by(List<Exposure> exposures, Duration window) {
        return new Exposed(
                exposures.size() == 1
                        ? exposures.get(0)
                        : exposures.stream().min(FIRST).orElseThrow(),
                exposures,
                window);
    }

    /** Strictly after the exposure: the event that triggered a decision is not its success. */
    boolean counts(long at) {
        return at > first.getExposedAt() && at - first.getExposedAt() <= window.toMillis();
    }

    /** All that the customer contributes to the arm, with a sign. */
    void count(List<ReachedGoal> reachedGoals, int sign, MetricChanges metrics, MomentChanges moments) {
        var group = groupOf(first);
        metrics.count(group, first.getExposedAt(), Counts.CUSTOMERS, sign);
        moments.customer(group, first.getPropensityMillionths(), sign);
        Map<String, Long> converted = new HashMap<>();
        Map<String, Long> revenue = new TreeMap<>();
        for (var exposure : all) {
            exposure.getSettled().forEach((goal, at) -> {
                if (counts(at)) {
                    converted.merge(goal, at, Math::min);
                }
            });
            exposure.getSettledRevenueMinor().forEach((currency, minor) -> revenue.merge(currency, minor, Long::sum));
        }
        for (var reached : reachedGoals) {
            if (!counts(reached.at())) {
                continue;
            }
            converted.merge(reached.cause().goal(), reached.at(), Math::min);
            if (reached.isOrder()) {
                reached.count(group, sign, metrics);
                reached.revenueMinor().forEach((currency, minor) -> revenue.merge(currency, minor, Long::sum));
            }
        }
        converted.forEach((goal, at) -> {
            metrics.count(group, at, Counts.converted(goal), sign);
            moments.add(group, goal, null, Moments.of(1).times(sign));
        });
        revenue.forEach((currency, sum) -> moments.add(
                group, Counts.ORDER_COMPLETED, currency, Moments.of(sum).times(sign)));
    }

    static MetricGroup groupOf(Exposure exposure) {
        return new MetricGroup(exposure.getCampaignId(), exposure.getArm(), exposure.getChannel());
    }

    /** Experiments that others assign have ids of their own, even where one is the id of a campaign. */
    static boolean isSameExperiment(Exposure one, Exposure other) {
        return one.getCampaignId().equals(other.getCampaignId())
                && groupOf(one).isOutside() == groupOf(other).isOutside();
    }
}
