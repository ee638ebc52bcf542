package dev.rapport.scoring.live;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.engagement.Counts;
import dev.rapport.scoring.engagement.MetricKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
    static final int MOST = 5_000;

    private final MeterRegistry meters;
    private final Map<Tags, AtomicLong> values = new HashMap<>();
    private final Map<String, Set<Tags>> shown = new HashMap<>();
    private final Counter leftOut;

    MetricGauges(MeterRegistry meters) {
        this.meters = meters;
        this.leftOut = meters.counter("rapport.scoring.metric.left.out");
    }

    void show(Metric row) {
        if (row.getWindow() != MetricWindow.ALL) {
            return;
        }
        var before = shown.getOrDefault(keyOf(row), Set.of());
        var now = new HashSet<Tags>();
        var group = Tags.of("campaign", row.getCampaignId(), "arm", row.getArm(), "channel", row.getChannel());
        row.getCounts().forEach((name, value) -> {
            if (!name.startsWith(Counts.EVENT_PREFIX)) {
                set("rapport.scoring.metric", group.and("count", name), value, now);
            }
        });
        row.getRevenueMinor()
                .forEach((currency, minor) ->
                        set("rapport.scoring.revenue", group.and("currency", currency), minor, now));
        before.stream().filter(tags -> !now.contains(tags)).forEach(this::zero);
        shown.put(keyOf(row), now);
    }

    /** A row has nothing left to count. */
    void gone(String topicKey) {
        var before = shown.remove(topicKey);
        if (before != null) {
            before.forEach(this::zero);
        }
    }

    private static String keyOf(Metric row) {
        return MetricKey.topicKey(MetricKey.of(row).storeKey());
    }

    private void zero(Tags tags) {
        var value = values.get(tags);
        if (value != null) {
            value.set(0);
        }
    }

    private void set(String name, Tags tags, long number, Set<Tags> now) {
        var value = values.get(tags);
        if (value == null) {
            if (values.size() >= MOST) {
                leftOut.increment();
                return;
            }
            value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::get).tags(tags).register(meters);
            values.put(tags, value);
        }
        value.set(number);
        now.add(tags);
    }
}
