package dev.rapport.scoring.history;

import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.Exposures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * First exposures of one customer, and what they contribute with the goals that were reached. Whichever arrives first, the
 * sum of all changes is what a look at the complete history gives, as long as no goal event had to be evicted.
 */
final class ExposureLedger implements Ledger<Exposures> {
    static final int MAX_EXPOSURES = 100;

    private static final Comparator<Exposure> FIRST =
            Comparator.comparingLong(Exposure::getExposedAt).thenComparing(Exposure::getCauseId);

    private final ScoringRules rules;
    private final Latest<Exposure> exposures;
    private boolean changed;

    ExposureLedger(ScoringRules rules, @Nullable Exposures remembered) {
        this.rules = rules;
        exposures = new Latest<>(remembered == null ? List.of() : remembered.getExposures(), FIRST, MAX_EXPOSURES);
    }

    /**
     * Records an exposure; one that is not the first of its experiment in event time changes nothing. When there are too
     * many, the oldest is evicted and stays counted; one that is older than all of them changes nothing.
     */
    void record(Exposure exposure, List<ReachedGoal> reached, MetricChanges metrics, MomentChanges moments) {
        var known = exposures.find(other -> isSameExperiment(other, exposure));
        if (known.isPresent()) {
            if (FIRST.compare(exposure, known.get()) < 0) {
                count(known.get(), reached, -1, metrics, moments);
                var first =
                        settled(exposure, known.get().getSettled(), known.get().getSettledRevenueMinor());
                exposures.replace(known.get(), first);
                count(first, reached, 1, metrics, moments);
                changed = true;
            }
        } else if (!exposures.isTooOld(exposure)) {
            exposures.add(exposure);
            count(exposure, reached, 1, metrics, moments);
            changed = true;
        }
    }

    /**
     * Counts what a goal event changes.
     *
     * @param others  what was reached otherwise; asked for only when it matters
     * @param earlier what the event's order had reached before
     * @param now     what it has reached with the event
     */
    void recordConversion(
            Supplier<List<ReachedGoal>> others,
            Optional<ReachedGoal> earlier,
            ReachedGoal now,
            MetricChanges metrics,
            MomentChanges moments) {
        var concerned = exposures.items().stream()
                .filter(exposure -> counts(exposure, now.at())
                        || earlier.filter(reached -> counts(exposure, reached.at()))
                                .isPresent())
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        var before = new ArrayList<>(others.get());
        var after = new ArrayList<>(before);
        earlier.ifPresent(before::add);
        after.add(now);
        for (var exposure : concerned) {
            count(exposure, before, -1, metrics, moments);
            count(exposure, after, 1, metrics, moments);
        }
    }

    /** What is evicted from the goals stays counted. */
    void settle(GoalLedger.Evicted evicted) {
        for (var exposure : List.copyOf(exposures.items())) {
            if (counts(exposure, evicted.at())) {
                var revenue =
                        evicted.goal().equals(Counts.ORDER_COMPLETED) ? evicted.revenueMinor() : Map.<String, Long>of();
                exposures.replace(exposure, settled(exposure, Map.of(evicted.goal(), evicted.at()), revenue));
                changed = true;
            }
        }
    }

    /** Experiments that others assign have ids of their own, even where one is the id of a campaign. */
    private static boolean isSameExperiment(Exposure one, Exposure other) {
        return one.getCampaignId().equals(other.getCampaignId())
                && groupOf(one).isOutside() == groupOf(other).isOutside();
    }

    private static MetricGroup groupOf(Exposure exposure) {
        return new MetricGroup(exposure.getCampaignId(), exposure.getArm(), exposure.getChannel());
    }

    /** All that an exposure contributes, with a sign. */
    private void count(
            Exposure exposure, List<ReachedGoal> reachedGoals, int sign, MetricChanges metrics, MomentChanges moments) {
        var group = groupOf(exposure);
        metrics.count(group, exposure.getExposedAt(), Counts.CUSTOMERS, sign);
        moments.customer(group, exposure.getPropensityMillionths(), sign);
        Map<String, Long> converted = new HashMap<>(exposure.getSettled());
        Map<String, Long> revenue = new TreeMap<>(exposure.getSettledRevenueMinor());
        for (var reached : reachedGoals) {
            if (!counts(exposure, reached.at())) {
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

    /** Strictly after the exposure: the event that triggered a decision is not its success. */
    private boolean counts(Exposure exposure, long at) {
        return at > exposure.getExposedAt()
                && at - exposure.getExposedAt() <= rules.window().toMillis();
    }

    /** The exposure with conversions and revenue that stay counted when their events are gone. */
    private Exposure settled(Exposure exposure, Map<String, Long> conversions, Map<String, Long> revenueMinor) {
        var settled = new HashMap<>(exposure.getSettled());
        conversions.forEach((goal, at) -> {
            if (counts(exposure, at)) {
                settled.merge(goal, at, Math::min);
            }
        });
        var revenue = new HashMap<>(exposure.getSettledRevenueMinor());
        revenueMinor.forEach((currency, minor) -> revenue.merge(currency, minor, Long::sum));
        return Exposure.newBuilder(exposure)
                .setSettled(settled)
                .setSettledRevenueMinor(revenue)
                .build();
    }

    @Override
    public boolean isChanged() {
        return changed;
    }

    @Override
    public Exposures state() {
        return new Exposures(exposures.items());
    }
}
