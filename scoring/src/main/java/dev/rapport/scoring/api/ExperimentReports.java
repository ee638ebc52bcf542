package dev.rapport.scoring.api;

import dev.rapport.schemas.Metric;
import dev.rapport.scoring.engagement.Counts;
import dev.rapport.scoring.engagement.SaturatedSum;
import dev.rapport.scoring.experiment.ArmOutcome;
import dev.rapport.scoring.experiment.ArmOutcome.GoalOutcome;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.experiment.ExperimentReport;
import java.util.ArrayList;
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
    /** How far the sum of all propensities may be from 1 for them to be the shares that were meant. */
    private static final double TOLERANCE = 0.02;

    private final MetricRows metrics;
    private final ExperimentAnalysis analysis;

    ExperimentReports(MetricRows metrics, ExperimentAnalysis analysis) {
        this.metrics = metrics;
        this.analysis = analysis;
    }

    /** All experiments, by name. */
    List<ExperimentReport> all(double alpha) {
        var byCampaign = new TreeMap<String, List<Metric>>();
        for (var row : metrics.overAll()) {
            if (!row.getCampaignId().isEmpty() && count(row, Counts.CUSTOMERS) > 0) {
                byCampaign
                        .computeIfAbsent(row.getCampaignId(), id -> new ArrayList<>())
                        .add(row);
            }
        }
        var reports = new ArrayList<ExperimentReport>();
        byCampaign.forEach((id, rows) -> reports.add(analysis.analyse(id, arms(rows), alpha)));
        return reports;
    }

    Optional<ExperimentReport> find(String experiment, double alpha) {
        return all(alpha).stream()
                .filter(report -> report.experiment().equals(experiment))
                .findFirst();
    }

    private static List<ArmOutcome> arms(List<Metric> rows) {
        var byArm = new TreeMap<String, Map<String, Long>>();
        var revenue = new TreeMap<String, Map<String, Long>>();
        for (var row : rows) {
            var counts = byArm.computeIfAbsent(row.getArm(), arm -> new HashMap<>());
            row.getCounts().forEach((name, value) -> counts.merge(name, value, SaturatedSum::of));
            var amounts = revenue.computeIfAbsent(row.getArm(), arm -> new HashMap<>());
            row.getRevenueMinor().forEach((currency, minor) -> amounts.merge(currency, minor, SaturatedSum::of));
        }
        var goals = goals(byArm.values().stream().toList());
        var currency = currency(revenue.values().stream().toList());
        var shares = shares(byArm);
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
                                withRevenue ? Counts.revenueSquares(counts, currency) : 0));
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

    /** The currency with the most revenue: amounts of different currencies are never added up. */
    private static String currency(List<Map<String, Long>> arms) {
        var totals = new TreeMap<String, Long>();
        arms.forEach(amounts -> amounts.forEach((currency, minor) -> totals.merge(currency, minor, SaturatedSum::of)));
        return totals.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /**
     * Shares that the assignment meant: the mean propensity of each arm if these add up to 1, equal ones for experiments
     * that others assign and that say nothing, none otherwise.
     */
    private static Map<String, Double> shares(Map<String, Map<String, Long>> arms) {
        var shares = new HashMap<String, Double>();
        arms.forEach((arm, counts) -> {
            var customers = counts.getOrDefault(Counts.CUSTOMERS, 0L);
            var sum = counts.getOrDefault(Counts.PROPENSITY_MILLIONTHS, 0L);
            shares.put(arm, customers == 0 ? 0 : sum / 1_000_000.0 / customers);
        });
        if (shares.values().stream().allMatch(share -> share == 0)) {
            shares.replaceAll((arm, share) -> 1.0 / shares.size());
            return shares;
        }
        var total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.abs(total - 1) <= TOLERANCE ? shares : Map.of();
    }

    private static long count(Metric row, String name) {
        return row.getCounts().getOrDefault(name, 0L);
    }
}
