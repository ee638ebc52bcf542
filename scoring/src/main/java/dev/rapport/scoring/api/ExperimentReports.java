package dev.rapport.scoring.api;

import dev.rapport.schemas.Metric;
import dev.rapport.scoring.experiment.ArmOutcome;
import dev.rapport.scoring.experiment.ArmOutcome.GoalOutcome;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.experiment.ExperimentId;
import dev.rapport.scoring.experiment.ExperimentId.Source;
import dev.rapport.scoring.experiment.ExperimentReport;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.metric.SaturatedSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Experiments out of rows of metrics: everything that customers were exposed to. */
final class ExperimentReports {
    /** How far the mean propensity of an arm may be from the share that its campaign means: they are kept in millionths. */
    private static final double TOLERANCE = 1e-6;

    private static final double MILLION = 1e6;

    private final ScoringStores stores;
    private final MetricRows metrics;
    private final ExperimentAnalysis analysis;

    ExperimentReports(ScoringStores stores, MetricRows metrics, ExperimentAnalysis analysis) {
        this.stores = stores;
        this.metrics = metrics;
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

    /** Rows of all experiments that customers were exposed to. */
    private Map<ExperimentId, List<Metric>> exposed() {
        var rows = new HashMap<ExperimentId, List<Metric>>();
        for (var row : metrics.overAll()) {
            if (!row.getCampaignId().isEmpty() && count(row, Counts.CUSTOMERS) > 0) {
                var group = new MetricGroup(row.getCampaignId(), row.getArm(), row.getChannel());
                var source = group.isOutside() ? Source.OUTSIDE : Source.CAMPAIGN;
                rows.computeIfAbsent(new ExperimentId(source, row.getCampaignId()), id -> new ArrayList<>())
                        .add(row);
            }
        }
        return rows;
    }

    private List<ArmOutcome> arms(ExperimentId experiment, List<Metric> rows) {
        var byArm = new TreeMap<String, Map<String, Long>>();
        var revenue = new TreeMap<String, Map<String, Long>>();
        for (var row : rows) {
            var counts = byArm.computeIfAbsent(row.getArm(), arm -> new HashMap<>());
            row.getCounts().forEach((name, value) -> counts.merge(name, value, SaturatedSum::of));
            var amounts = revenue.computeIfAbsent(row.getArm(), arm -> new HashMap<>());
            row.getRevenueMinor().forEach((currency, minor) -> amounts.merge(currency, minor, SaturatedSum::of));
        }
        var goals = goals(byArm.values().stream().toList());
        var currencies = currencies(revenue.values().stream().toList());
        var currency = currencies.isEmpty() ? "" : currencies.get(0);
        var onlyCurrency = currencies.size() == 1 ? Optional.of(currency) : Optional.<String>empty();
        var shares = shares(experiment, byArm);
        shares.keySet().forEach(arm -> byArm.computeIfAbsent(arm, nobody -> new HashMap<>()));
        var arms = new ArrayList<ArmOutcome>();
        byArm.forEach((arm, counts) -> {
            var outcomes = new TreeMap<String, GoalOutcome>();
            for (var goal : goals) {
                var withRevenue = goal.equals(Counts.ORDER_COMPLETED);
                outcomes.put(
                        goal,
                        new GoalOutcome(
                                counts.getOrDefault(Counts.converted(goal), 0L),
                                withRevenue
                                        ? revenue.getOrDefault(arm, Map.of()).getOrDefault(currency, 0L)
                                        : 0L,
                                withRevenue ? Counts.revenueSquares(counts, currency) : 0,
                                withRevenue ? onlyCurrency : Optional.empty()));
            }
            var share = shares.get(arm);
            arms.add(new ArmOutcome(
                    arm,
                    counts.getOrDefault(Counts.CUSTOMERS, 0L),
                    share == null ? OptionalDouble.empty() : OptionalDouble.of(share),
                    outcomes));
        });
        return arms;
    }

    /** Orders, and every other goal that a customer of any arm reached. */
    private static Set<String> goals(List<Map<String, Long>> arms) {
        var prefix = Counts.CONVERTED + ".";
        var goals = new TreeSet<String>();
        goals.add(Counts.ORDER_COMPLETED);
        arms.forEach(counts -> counts.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> goals.add(name.substring(prefix.length()))));
        return goals;
    }

    /** Currencies with the most revenue first: amounts of different currencies are never added up. */
    private static List<String> currencies(List<Map<String, Long>> arms) {
        var totals = new TreeMap<String, Long>();
        arms.forEach(amounts -> amounts.forEach((currency, minor) -> totals.merge(currency, minor, SaturatedSum::of)));
        return totals.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Shares that the assignment meant: those of the campaign's definition, if every customer was assigned by them. The
     * share of an arm that nobody is in cannot be told from propensities, so that experiments that others assign have none.
     */
    private Map<String, Double> shares(ExperimentId experiment, Map<String, Map<String, Long>> arms) {
        var definition = isCampaign(experiment) ? stores.campaigns().get(experiment.id()) : null;
        if (definition == null) {
            return Map.of();
        }
        var shares = CampaignShares.of(definition.getYaml());
        for (var arm : arms.entrySet()) {
            var customers = arm.getValue().getOrDefault(Counts.CUSTOMERS, 0L);
            var propensities = arm.getValue().getOrDefault(Counts.PROPENSITY_MILLIONTHS, 0L) / MILLION;
            var share = shares.get(arm.getKey());
            if (customers > 0 && (share == null || Math.abs(propensities / customers - share) > TOLERANCE)) {
                return Map.of();
            }
        }
        return shares;
    }

    private static long count(Metric row, String name) {
        return row.getCounts().getOrDefault(name, 0L);
    }
}
