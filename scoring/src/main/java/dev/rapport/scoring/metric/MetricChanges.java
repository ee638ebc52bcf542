package dev.rapport.scoring.metric;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of counts, by group and minute: a minute lies in one hour and one day, so that the rows of all windows follow from
 * those of minutes. All are whole numbers to be added up, and a change and its opposite leave nothing: totals do not depend
 * on order. Not thread-safe.
 */
public final class MetricChanges {
    private static final List<MetricWindow> WINDOWS = List.of(MetricWindow.values());

    private record Row(Map<String, Long> counts, Map<String, Long> revenueMinor) {
        Row() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        boolean isEmpty() {
            return counts.isEmpty() && revenueMinor.isEmpty();
        }

        void add(Map<String, Long> moreCounts, Map<String, Long> moreRevenue) {
            moreCounts.forEach((name, change) -> MetricChanges.add(counts, name, change));
            moreRevenue.forEach((currency, change) -> MetricChanges.add(revenueMinor, currency, change));
        }

        Metric of(MetricKey key) {
            return new Metric(
                    key.group().campaignId(),
                    key.group().arm(),
                    key.group().channel(),
                    key.window(),
                    Instant.ofEpochMilli(key.startMillis()),
                    counts,
                    revenueMinor);
        }
    }

    private final Map<MetricKey, Row> minutes = new HashMap<>();

    /** Adds to a count in all windows that a time falls into. */
    public void count(MetricGroup group, long occurredAt, String name, long change) {
        add(row(group, occurredAt).counts, name, change);
    }

    /** Adds to the revenue in a currency, in all windows that a time falls into. */
    public void revenue(MetricGroup group, long occurredAt, String currency, long changeMinor) {
        add(row(group, occurredAt).revenueMinor, currency, changeMinor);
    }

    /** Adds the changes of a minute, as {@link #minutes()} gives them. */
    public void add(Metric minute) {
        minutes.computeIfAbsent(MetricKey.of(minute), missing -> new Row())
                .add(minute.getCounts(), minute.getRevenueMinor());
    }

    /** True when nothing is to be added up. */
    public boolean isEmpty() {
        return minutes.values().stream().allMatch(Row::isEmpty);
    }

    /** The changes as rows of minutes, in no order; one in which changes have cancelled out has no counts. */
    public List<Metric> minutes() {
        return minutes.entrySet().stream()
                .map(entry -> entry.getValue().of(entry.getKey()))
                .toList();
    }

    /** The changes of the minute that a row is of. */
    public Metric minuteOf(Metric minute) {
        var key = MetricKey.of(minute);
        return minutes.getOrDefault(key, new Row()).of(key);
    }

    /** The changes in all windows, one row a key, ordered by store key; rows without a change are left out. */
    public List<Metric> toRows() {
        var rows = new HashMap<MetricKey, Row>();
        minutes.forEach((minute, change) -> {
            for (var window : WINDOWS) {
                rows.computeIfAbsent(MetricKey.at(minute.group(), window, minute.startMillis()), missing -> new Row())
                        .add(change.counts, change.revenueMinor);
            }
        });
        var changed = new ArrayList<Map.Entry<String, Metric>>();
        rows.forEach((key, row) -> {
            if (!row.isEmpty()) {
                changed.add(Map.entry(key.storeKey(), row.of(key)));
            }
        });
        changed.sort(Comparator.comparing(Map.Entry::getKey));
        return changed.stream().map(Map.Entry::getValue).toList();
    }

    /** Forgets all changes. */
    public void clear() {
        minutes.clear();
    }

    /** Sum of a row and a change of it; names are in order, so that equal totals are equal bytes. */
    static Metric sum(Metric row, Metric change) {
        var sum = new Row();
        sum.add(row.getCounts(), row.getRevenueMinor());
        sum.add(change.getCounts(), change.getRevenueMinor());
        return sum.of(MetricKey.of(change));
    }

    private Row row(MetricGroup group, long occurredAt) {
        return minutes.computeIfAbsent(MetricKey.at(group, MetricWindow.MINUTE, occurredAt), missing -> new Row());
    }

    /**
     * Counts that reach zero disappear. The sum of single orders, which are bounded, leaves the range of a long after half a
     * million that are absurd; it wraps around then, as sums that stop at an end would depend on order.
     */
    private static void add(Map<String, Long> counts, String name, long change) {
        if (change == 0) {
            return;
        }
        var sum = counts.getOrDefault(name, 0L) + change;
        if (sum == 0) {
            counts.remove(name);
        } else {
            counts.put(name, sum);
        }
    }
}
