package dev.rapport.scoring.api.view;

import dev.rapport.schemas.Metric;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A row of metrics; counts and currencies are in order of their names. */
public record MetricRowView(
        String campaign,
        String arm,
        String channel,
        Instant windowStart,
        Map<String, Long> counts,
        Map<String, Long> revenueMinor) {
    public static MetricRowView of(Metric row) {
        return new MetricRowView(
                row.getCampaignId(),
                row.getArm(),
                row.getChannel(),
                row.getWindowStart(),
                new TreeMap<>(row.getCounts()),
                new TreeMap<>(row.getRevenueMinor()));
    }
}
