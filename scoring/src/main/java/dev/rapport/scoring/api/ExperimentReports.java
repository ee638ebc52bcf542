package dev.rapport.scoring.api;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.scoring.experiment.ArmOutcome;
import dev.rapport.scoring.experiment.ArmOutcome.GoalOutcome;
import dev.rapport.scoring.experiment.ArmSums;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.experiment.ExperimentId;
import dev.rapport.scoring.experiment.ExperimentId.Source;
import dev.rapport.scoring.experiment.ExperimentReport;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricGroup;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Experiments out of the sums over their arms: everything that customers were exposed to. */
final class ExperimentReports {
    /** How far the mean propensity of an arm may be from the share that its campaign means: they are kept in millionths. */
    private static final double TOLERANCE = 1e-6;

    private static final double MILLION = 1e6;

    private final ScoringStores stores;
    private final ExperimentAnalysis analysis;

    ExperimentReports(ScoringStores stores, ExperimentAnalysis analysis) {
        this.stores = stores;
        this.analysis = analysis;
    }

    /** All experiments, by name. */
    List<ExperimentReport> all(double alpha) {
        return exposed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(ExperimentId::id).thenComparing(ExperimentId::source)))
                .map(entry -> analysis.analyse(entry.getKey(), arms(entry.getKey(), entry.getValue()), alpha))
                .toList();
    }

    /** An experiment; a campaign that nobody was exposed to yet has no customers, other experiments do not exist. */
    Optional<ExperimentReport> find(ExperimentId experiment, double alpha) {
        var rows = exposed().getOrDefault(experiment, List.of());
        return rows.isEmpty() && !isCampaign(experiment)
                ? Optional.empty()
                : Optional.of(analysis.analyse(experiment, arms(experiment, rows), alpha));
    }

    /** The experiment that an id alone stands for: a campaign's if there is one, else one that others assign. */
    ExperimentId resolve(String id) {
        var campaign = new ExperimentId(Source.CAMPAIGN, id);
        return isCampaign(campaign) || exposed().containsKey(campaign)
                ? campaign
                : new ExperimentId(Source.OUTSIDE, id);
    }

    private boolean isCampaign(ExperimentId experiment) {
        return experiment.source() == Source.CAMPAIGN && stores.campaigns().get(experiment.id()) != null;
    }

    /** Arms of all experiments that customers were exposed to. */
    private Map<ExperimentId, List<ArmMoments>> exposed() {
        var arms = new HashMap<ExperimentId, List<ArmMoments>>();
        try (var entries = stores.arms().all()) {
            entries.forEachRemaining(entry -> {
                var arm = entry.value;
                var group = new MetricGroup(arm.getCampaignId(), arm.getArm(), arm.getChannel());
                var source = group.isOutside() ? Source.OUTSIDE : Source.CAMPAIGN;
                arms.computeIfAbsent(new ExperimentId(source, arm.getCampaignId()), id -> new ArrayList<>())
                        .add(arm);
            });
        }
        return arms;
    }

    private List<ArmOutcome> arms(ExperimentId experiment, List<ArmMoments> records) {
        var byArm = new TreeMap<String, ArmSums>();
        for (var record : records) {
            byArm.merge(record.getArm(), ArmSums.of(record), ArmSums::plus);
        }
        var shares = shares(experiment, byArm);
        shares.keySet().forEach(arm -> byArm.putIfAbsent(arm, ArmSums.NOBODY));
        var goals = new TreeSet<>(Set.of(Counts.ORDER_COMPLETED));
        byArm.values().forEach(sums -> goals.addAll(sums.goals()));
        var currencies = currencies(byArm.values());
        var currency = currencies.isEmpty() ? "" : currencies.get(0);
        var onlyCurrency = currencies.size() == 1 ? Optional.of(currency) : Optional.<String>empty();
        var arms = new ArrayList<ArmOutcome>();
        byArm.forEach((arm, sums) -> {
            var outcomes = new TreeMap<String, GoalOutcome>();
            for (var goal : goals) {
                var withRevenue = goal.equals(Counts.ORDER_COMPLETED);
                var revenue = withRevenue ? sums.revenue(goal, currency) : Moments.ZERO;
                outcomes.put(
                        goal,
                        new GoalOutcome(
                                sums.converted(goal).customers(),
                                revenue.y().longValue(),
                                revenue.yy().doubleValue(),
                                withRevenue ? onlyCurrency : Optional.empty()));
            }
            var share = shares.get(arm);
            arms.add(new ArmOutcome(
                    arm,
                    sums.customers(),
                    share == null ? OptionalDouble.empty() : OptionalDouble.of(share),
                    outcomes));
        });
        return arms;
    }

    /** Currencies with the most revenue first: amounts of different currencies are never added up. */
    private static List<String> currencies(Collection<ArmSums> arms) {
        var totals = new TreeMap<String, BigInteger>();
        arms.forEach(sums -> sums.currencies(Counts.ORDER_COMPLETED)
                .forEach(currency -> totals.merge(
                        currency, sums.revenue(Counts.ORDER_COMPLETED, currency).y(), BigInteger::add)));
        return totals.entrySet().stream()
                .sorted(Map.Entry.<String, BigInteger>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Shares that the assignment meant: those of the campaign's definition, if every customer was assigned by them. The
     * share of an arm that nobody is in cannot be told from propensities, so that experiments that others assign have none.
     */
    private Map<String, Double> shares(ExperimentId experiment, Map<String, ArmSums> arms) {
        var definition = isCampaign(experiment) ? stores.campaigns().get(experiment.id()) : null;
        if (definition == null) {
            return Map.of();
        }
        var shares = CampaignShares.of(definition.getYaml());
        for (var arm : arms.entrySet()) {
            var customers = arm.getValue().customers();
            var propensities = arm.getValue().propensityMillionths() / MILLION;
            var share = shares.get(arm.getKey());
            if (customers > 0 && (share == null || Math.abs(propensities / customers - share) > TOLERANCE)) {
                return Map.of();
            }
        }
        return shares;
    }
}
