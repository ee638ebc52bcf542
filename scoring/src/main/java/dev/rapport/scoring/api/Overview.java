package dev.rapport.scoring.api;

import static java.util.stream.Collectors.groupingBy;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.api.Query.Period;
import dev.rapport.scoring.api.view.OverviewView;
import dev.rapport.scoring.api.view.OverviewView.ExperimentTotalView;
import dev.rapport.scoring.api.view.OverviewView.RepliesTotalView;
import dev.rapport.scoring.api.view.OverviewView.ShopView;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.experiment.ExperimentId;
import dev.rapport.scoring.experiment.ExperimentId.Source;
import dev.rapport.scoring.history.EngagementKind;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricGroup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The first page's sums.
 *
 * @param rows      of one window, or of windows that do not overlap
 * @param campaigns that are there, with rows or without
 */
record Overview(List<Metric> rows, List<CampaignDefinition> campaigns) {
    private static final Comparator<ExperimentId> ORDER =
            Comparator.comparing(ExperimentId::source).thenComparing(ExperimentId::id);

    static boolean isOfShop(Metric row) {
        return row.getCampaignId().isEmpty();
    }

    static boolean isOfCampaign(Metric row) {
        return !isOfShop(row) && !group(row).isOutside();
    }

    OverviewView view(Period period, Minutes minutes) {
        var shop = new Totals(rows.stream().filter(Overview::isOfShop).toList());
        return new OverviewView(
                period.from().map(Instant::ofEpochMilli).orElse(null),
                period.to().map(Instant::ofEpochMilli).orElse(null),
                new ShopView(
                        shop.count(Counts.EVENTS),
                        shop.count(Counts.SESSIONS),
                        shop.count(Counts.PURCHASES),
                        shop.count(Counts.REFUNDS),
                        shop.revenueMinor()),
                replies(),
                shop.byReason(Counts.REJECTIONS_PREFIX),
                experiments(),
                minutes.views());
    }

    private RepliesTotalView replies() {
        var treated = new Totals(rows.stream()
                .filter(Overview::isOfCampaign)
                .filter(row -> !row.getArm().equals(ExperimentAnalysis.HOLDOUT))
                .toList());
        return new RepliesTotalView(
                treated.count(Counts.SENT),
                treated.count(Counts.GENERATED),
                treated.count(Counts.FALLBACK),
                treated.count(Counts.REFUSED),
                treated.count(EngagementKind.OPENED.countName()),
                treated.count(EngagementKind.CLICKED.countName()),
                treated.count(Counts.CUSTOMERS),
                treated.count(Counts.CONVERTED));
    }

    private List<ExperimentTotalView> experiments() {
        var byExperiment = rows.stream()
                .filter(row -> !isOfShop(row))
                .collect(groupingBy(Overview::experiment, () -> new TreeMap<>(ORDER), Collectors.toList()));
        campaigns.forEach(campaign -> byExperiment.computeIfAbsent(
                new ExperimentId(Source.CAMPAIGN, campaign.getCampaignId()), id -> List.of()));
        return byExperiment.entrySet().stream()
                .map(entry -> experiment(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ExperimentTotalView experiment(ExperimentId experiment, List<Metric> rows) {
        var totals = new Totals(rows);
        var customers = totals.count(Counts.CUSTOMERS);
        Map<String, Map<String, Long>> revenue = new TreeMap<>();
        rows.stream()
                .collect(groupingBy(Metric::getArm))
                .forEach((arm, ofArm) -> revenue.put(arm, new Totals(ofArm).revenueMinor()));
        return new ExperimentTotalView(
                experiment.id(),
                experiment.source().name().toLowerCase(Locale.ROOT),
                customers,
                totals.byReason(Counts.DECISIONS_PREFIX),
                revenue);
    }

    private static ExperimentId experiment(Metric row) {
        return new ExperimentId(group(row).isOutside() ? Source.OUTSIDE : Source.CAMPAIGN, row.getCampaignId());
    }

    private static MetricGroup group(Metric row) {
        return new MetricGroup(row.getCampaignId(), row.getArm(), row.getChannel());
    }
}
