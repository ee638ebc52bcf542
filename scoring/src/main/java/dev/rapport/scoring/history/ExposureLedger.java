package dev.rapport.scoring.history;

import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.Exposures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * First exposures of one customer, and what they contribute with the goals that were reached. Whichever arrives first, the
 * sum of all changes is what a look at the complete history gives, as long as no goal event had to be evicted. The first
 * exposure of every fragment is kept, so that it counts again when the fragment leaves.
 */
final class ExposureLedger extends Ledger<Exposures, Exposure> {
    static final int MAX_EXPOSURES = 100;

    private record Experiment(String id, boolean isOutside) {
        static Experiment of(Exposure exposure) {
            return new Experiment(
                    exposure.getCampaignId(), Exposed.groupOf(exposure).isOutside());
        }
    }

    private final ScoringRules rules;

    ExposureLedger(ScoringRules rules, @Nullable Exposures remembered) {
        super(
                remembered == null ? List.of() : remembered.getExposures(),
                Exposed.FIRST,
                MAX_EXPOSURES,
                Exposure::getFragmentId);
        this.rules = rules;
    }

    /**
     * Records an exposure; one that is not the first of its experiment and fragment in event time changes nothing. When there
     * are too many, the oldest is evicted and stays counted; one that is older than all of them changes nothing.
     *
     * @param reached asked for only when something changes
     */
    void record(Exposure exposure, Supplier<List<ReachedGoal>> reached, MetricChanges metrics, MomentChanges moments) {
        var before = latest.findAll(other -> Exposed.isSameExperiment(other, exposure));
        var known = ofFragment(before, exposure.getFragmentId());
        var changesNothing =
                known.isPresent() ? Exposed.FIRST.compare(exposure, known.get()) >= 0 : latest.isTooOld(exposure);
        if (changesNothing) {
            return;
        }
        var goals = reached.get();
        if (!before.isEmpty()) {
            exposed(before).count(goals, -1, metrics, moments);
        }
        latest.putAboveBound(known, known.map(later -> joined(exposure, later)).orElse(exposure));
        exposed(latest.findAll(other -> Exposed.isSameExperiment(other, exposure)))
                .count(goals, 1, metrics, moments);
        latest.evict();
        change();
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
        var concerned = experiments().stream()
                .filter(exposed -> exposed.counts(now.at())
                        || earlier.filter(reached -> exposed.counts(reached.at()))
                                .isPresent())
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        var before = new ArrayList<>(others.get());
        var after = new ArrayList<>(before);
        earlier.ifPresent(before::add);
        after.add(now);
        for (var exposed : concerned) {
            exposed.count(before, -1, metrics, moments);
            exposed.count(after, 1, metrics, moments);
        }
    }

    /** All that it counts, with a sign. */
    void count(List<ReachedGoal> reached, int sign, MetricChanges metrics, MomentChanges moments) {
        experiments().forEach(exposed -> exposed.count(reached, sign, metrics, moments));
    }

    /** What is evicted from the goals stays counted: with the exposure of its fragment, else with the first. */
    void settle(GoalLedger.Evicted evicted) {
        for (var exposed : experiments()) {
            if (exposed.counts(evicted.at())) {
                var revenue =
                        evicted.goal().equals(Counts.ORDER_COMPLETED) ? evicted.revenueMinor() : Map.<String, Long>of();
                var exposure = ofFragment(exposed.all(), evicted.fragmentId()).orElse(exposed.first());
                latest.replace(exposure, settled(exposure, Map.of(evicted.goal(), evicted.at()), revenue));
                change();
            }
        }
    }

    private List<Exposed> experiments() {
        var byExperiment = new LinkedHashMap<Experiment, List<Exposure>>();
        for (var exposure : latest.items()) {
            byExperiment
                    .computeIfAbsent(Experiment.of(exposure), none -> new ArrayList<>(1))
                    .add(exposure);
        }
        return byExperiment.values().stream().map(this::exposed).toList();
    }

    private Exposed exposed(List<Exposure> ofExperiment) {
        return Exposed.by(ofExperiment, rules.window());
    }

    private static Optional<Exposure> ofFragment(List<Exposure> exposures, String fragmentId) {
        return exposures.stream()
                .filter(exposure -> exposure.getFragmentId().equals(fragmentId))
                .findFirst();
    }

    /** The first of two exposures of a fragment to an experiment, with what stays counted of both. */
    private static Exposure joined(Exposure one, Exposure other) {
        var isFirst = Exposed.FIRST.compare(one, other) <= 0;
        var later = isFirst ? other : one;
        return settled(isFirst ? one : other, later.getSettled(), later.getSettledRevenueMinor());
    }

    /** The exposure with conversions and revenue that stay counted when their events are gone. */
    private static Exposure settled(Exposure exposure, Map<String, Long> conversions, Map<String, Long> revenueMinor) {
        var settled = new HashMap<>(exposure.getSettled());
        conversions.forEach((goal, at) -> settled.merge(goal, at, Math::min));
        var revenue = new HashMap<>(exposure.getSettledRevenueMinor());
        revenueMinor.forEach((currency, minor) -> revenue.merge(currency, minor, Long::sum));
        return Exposure.newBuilder(exposure)
                .setSettled(settled)
                .setSettledRevenueMinor(revenue)
                .build();
    }

    @Override
    void add(Exposure item, MetricChanges out) {
        var same = latest.findAll(other -> Exposed.isSameExperiment(other, item));
        var known = ofFragment(same, item.getFragmentId());
        latest.putAboveBound(known, known.map(own -> joined(own, item)).orElse(item));
    }

    @Override
    Exposures state() {
        return new Exposures(latest.items());
    }
}
