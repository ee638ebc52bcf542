package dev.rapport.scoring.view;

import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.metric.Counts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Totals over all time as gauges: {@code rapport.scoring.metric} by campaign, arm, channel and count,
 * {@code rapport.scoring.revenue} in minor units by campaign, arm, channel and currency. Counts by event name are left
 * out and the number of series is bounded, as customers can invent both. What a row does not have any more is 0. Used by
 * one thread.
 */
final class MetricGauges {
    static final int MAX_SERIES = 5_000;

    private static final GaugeMeter METRIC = GaugeMeter.of(
            "rapport.scoring.metric",
            "what `count` names",
            "Totals over all time by campaign, arm, channel and count, as in the rows of /api/v1/metrics.",
            "campaign",
            "arm",
            "channel",
            "count");
    private static final GaugeMeter REVENUE = GaugeMeter.of(
            "rapport.scoring.revenue",
            "minor units of the currency",
            "Revenue of all time by campaign, arm and channel.",
            "campaign",
            "arm",
            "channel",
            "currency");
    private static final CounterMeter LEFT_OUT = CounterMeter.of(
            "rapport.scoring.metric.left.out",
            "values",
            "Totals that are not shown here, as there are too many combinations of tags.");

    private final MeterRegistry meters;
    private final Map<Tags, AtomicLong> values = new HashMap<>();
    private final Map<String, Set<Tags>> shown = new HashMap<>();
    private final Counter leftOut;

    MetricGauges(MeterRegistry meters) {
        this.meters = meters;
        this.leftOut = LEFT_OUT.in(meters);
    }

    /** @param row of all time */
    void show(String key, Metric row) {
        var before = shown.getOrDefault(key, Set.of());
        var now = new HashSet<Tags>();
        row.getCounts().forEach((name, value) -> {
            if (!name.startsWith(Counts.EVENT_PREFIX)) {
                set(METRIC, row, name, value, now);
            }
        });
        row.getRevenueMinor().forEach((currency, minor) -> set(REVENUE, row, currency, minor, now));
        before.stream().filter(tags -> !now.contains(tags)).forEach(this::zero);
        shown.put(key, now);
    }

    /** A row has nothing left to count. */
    void remove(String key) {
        var before = shown.remove(key);
        if (before != null) {
            before.forEach(this::zero);
        }
    }

    private void zero(Tags tags) {
        var value = values.get(tags);
        if (value != null) {
            value.set(0);
        }
    }

    private void set(GaugeMeter meter, Metric row, String ofWhat, long number, Set<Tags> now) {
        String[] tagged = {row.getCampaignId(), row.getArm(), row.getChannel(), ofWhat};
        var tags = meter.tagged(tagged);
        var value = values.get(tags);
        if (value == null) {
            if (values.size() >= MAX_SERIES) {
                leftOut.increment();
                return;
            }
            value = new AtomicLong();
            meter.follow(meters, value, AtomicLong::get, tagged);
            values.put(tags, value);
        }
        value.set(number);
        now.add(tags);
    }
}
