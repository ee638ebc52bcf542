package dev.rapport.scoring.metric;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of counts, by group and minute: a minute lies in one hour and one day, so that the rows of all windows follow from
 * those of minutes. All are whole numbers to be added up, and a change and its opposite leave nothing: totals do not depend
 * on order. Not thread-safe.
 */
public final class MetricChanges {
    private static final List<MetricWindow> WINDOWS = List.of(MetricWindow.values());

    /** Counts of one key. The record is made once: it shows the counts as they are when it is read. */
    private static final class Row {
        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, Long> revenueMinor = new TreeMap<>();
        private final MetricKey key;
        private @Nullable String storeKey;
        private @Nullable Metric metric;

        Row(MetricKey key) {
            this.key = key;
        }

        boolean isEmpty() {
            return counts.isEmpty() && revenueMinor.isEmpty();
        }

        void add(Map<String, Long> moreCounts, Map<String, Long> moreRevenue) {
            moreCounts.forEach((name, change) -> MetricChanges.add(counts, name, change));
            moreRevenue.forEach((currency, change) -> MetricChanges.add(revenueMinor, currency, change));
        }

        String storeKey() {
            var known = storeKey;
            if (known == null) {
                known = key.storeKey();
                storeKey = known;
            }
            return known;
        }

        Metric metric() {
            var known = metric;
            if (known == null) {
                known = new Metric(
                        key.group().campaignId(),
                        key.group().arm(),
                        key.group().channel(),
                        key.window(),
                        Instant.ofEpochMilli(key.startMillis()),
                        counts,
                        revenueMinor);
                metric = known;
            }
            return known;
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
        row(MetricKey.of(minute)).add(minute.getCounts(), minute.getRevenueMinor());
    }

    /**
     * Adds the changes of another.
     *
     * @param sums gets store key and sum of every minute that changes; the sum is as it is until the next change
     */
    public void addAll(MetricChanges others, BiConsumer<String, Metric> sums) {
        for (var other : others.minutes.values()) {
            var sum = row(other.key);
            sum.add(other.counts, other.revenueMinor);
            sums.accept(sum.storeKey(), sum.metric());
        }
    }

    /** True when nothing is to be added up. */
    public boolean isEmpty() {
        return minutes.values().stream().allMatch(Row::isEmpty);
    }

    /** The changes as rows of minutes, in no order; one in which changes have cancelled out has no counts. */
    public List<Metric> minutes() {
        return minutes.values().stream().map(Row::metric).toList();
    }

    /** Store keys of all minutes that anything was added to, changes that have cancelled out among them. */
    public List<String> storeKeys() {
        return minutes.values().stream().map(Row::storeKey).toList();
    }

    /** The changes in all windows, one row a key, ordered by store key; rows without a change are left out. */
    public List<Metric> toRows() {
        var rows = new HashMap<MetricKey, Row>();
        minutes.forEach((minute, change) -> {
            for (var window : WINDOWS) {
                rows.computeIfAbsent(MetricKey.at(minute.group(), window, minute.startMillis()), Row::new)
                        .add(change.counts, change.revenueMinor);
            }
        });
        return rows.values().stream()
                .filter(row -> !row.isEmpty())
                .sorted(Comparator.comparing(Row::storeKey))
                .map(Row::metric)
                .toList();
    }

    /** Forgets all changes. */
    public void clear() {
        minutes.clear();
    }

    /** Sum of a row and a change of it; names are in order, so that equal totals are equal bytes. */
    static Metric sum(Metric row, Metric change) {
        var sum = new Row(MetricKey.of(change));
        sum.add(row.getCounts(), row.getRevenueMinor());
        sum.add(change.getCounts(), change.getRevenueMinor());
        return sum.metric();
    }

    private Row row(MetricGroup group, long occurredAt) {
        return row(MetricKey.at(group, MetricWindow.MINUTE, occurredAt));
    }

    private Row row(MetricKey key) {
        return minutes.computeIfAbsent(key, Row::new);
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
