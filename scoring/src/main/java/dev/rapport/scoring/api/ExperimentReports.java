package dev.rapport.scoring.api;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.CampaignDefinition;
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
import dev.rapport.scoring.view.ScoringView;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    private static final double BASIS_POINTS = 1e4;

    private final ScoringView view;
    private final ExperimentAnalysis analysis;

    ExperimentReports(ScoringView view, ExperimentAnalysis analysis) {
        this.view = view;
        this.analysis = analysis;
    }

    /** All experiments, by name. */
    List<ExperimentReport> all(double alpha) {
        return byExperiment(view.arms().all()).entrySet().stream()
                .map(entry -> analysis.analyse(entry.getKey(), arms(entry.getKey(), entry.getValue()), alpha))
                .toList();
    }

    /** An experiment; a campaign that no customer was exposed to yet has no customers, other experiments do not exist. */
    Optional<ExperimentReport> find(ExperimentId experiment, double alpha) {
        var arms = armsOf(experiment);
        return arms.isEmpty() && campaign(experiment).isEmpty()
                ? Optional.empty()
                : Optional.of(analysis.analyse(experiment, arms(experiment, arms), alpha));
    }

    /** The experiment that an id alone stands for: a campaign's if there is one, else one that others assign. */
    ExperimentId resolve(String id) {
        var campaign = new ExperimentId(Source.CAMPAIGN, id);
        return campaign(campaign).isPresent() || !armsOf(campaign).isEmpty()
                ? campaign
                : new ExperimentId(Source.OUTSIDE, id);
    }

    /** The goal of the campaign where scoring counts it, else orders. */
    String goal(ExperimentReport report) {
        return campaign(report.experiment())
                .map(CampaignDefinition::getGoal)
                .filter(goal ->
                        report.arms().stream().anyMatch(arm -> arm.goals().containsKey(goal)))
                .orElse(Counts.ORDER_COMPLETED);
    }

    private Optional<CampaignDefinition> campaign(ExperimentId experiment) {
        return experiment.source() == Source.CAMPAIGN ? view.campaigns().find(experiment.id()) : Optional.empty();
    }

    private List<ArmMoments> armsOf(ExperimentId experiment) {
        return byExperiment(view.arms().startingWith(experiment.id())).getOrDefault(experiment, List.of());
    }

    private static Map<ExperimentId, List<ArmMoments>> byExperiment(List<ArmMoments> arms) {
        var order = Comparator.comparing(ExperimentId::id).thenComparing(ExperimentId::source);
        var byExperiment = new TreeMap<ExperimentId, List<ArmMoments>>(order);
        for (var arm : arms) {
            var group = new MetricGroup(arm.getCampaignId(), arm.getArm(), arm.getChannel());
            var source = group.isOutside() ? Source.OUTSIDE : Source.CAMPAIGN;
            byExperiment
                    .computeIfAbsent(new ExperimentId(source, arm.getCampaignId()), id -> new ArrayList<>())
                    .add(arm);
        }
        return byExperiment;
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
     * share of an arm that no customer is in cannot be told from propensities, so that experiments that others assign have none.
     */
    private Map<String, Double> shares(ExperimentId experiment, Map<String, ArmSums> arms) {
        var shares = campaign(experiment).map(ExperimentReports::defined).orElse(Map.of());
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

    private static Map<String, Double> defined(CampaignDefinition campaign) {
        var shares = new TreeMap<String, Double>();
        var holdout = campaign.getHoldoutBasisPoints() / BASIS_POINTS;
        shares.put(ExperimentAnalysis.HOLDOUT, holdout);
        campaign.getArms()
                .forEach(arm -> shares.put(arm.getName(), arm.getWeightBasisPoints() / BASIS_POINTS * (1 - holdout)));
        shares.values().removeIf(share -> share <= 0);
        return shares;
    }
}
