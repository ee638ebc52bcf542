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
import org.jspecify.annotations.Nullable;

/**
 * Changes of metrics that one record causes, in every window. All are whole numbers to be added up, so that totals do not
 * depend on order. A change and its opposite leave nothing. Not thread-safe.
 */
public final class MetricDeltas {
    /** Names of track events that a row counts one by one; the names that come later share a count. */
    public static final int MAX_EVENT_NAMES = 200;

    private record Row(Map<String, Long> counts, Map<String, Long> revenueMinor) {
        Row() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    private static final List<MetricWindow> WINDOWS = List.of(MetricWindow.values());

    private final Map<MetricKey, Row> rows = new HashMap<>();

    /** Adds to a count in all windows that a time falls into. */
    public void count(MetricGroup group, long occurredAt, String name, long change) {
        for (var window : WINDOWS) {
            add(row(MetricKey.at(group, window, occurredAt)).counts, name, change);
        }
    }

    /** Adds to a count that is kept over all time only. */
    public void countOverAll(MetricGroup group, String name, long change) {
        add(row(MetricKey.at(group, MetricWindow.ALL, 0)).counts, name, change);
    }

    /** Adds to the revenue in a currency, in all windows that a time falls into. */
    public void revenue(MetricGroup group, long occurredAt, String currency, long changeMinor) {
        for (var window : WINDOWS) {
            add(row(MetricKey.at(group, window, occurredAt)).revenueMinor, currency, changeMinor);
        }
    }

    /** The changes, one row a key, ordered by store key; rows without a change are left out. */
    public List<Metric> toRows() {
        var changed = new ArrayList<Metric>();
        rows.forEach((key, row) -> {
            if (!row.counts.isEmpty() || !row.revenueMinor.isEmpty()) {
                changed.add(new Metric(
                        key.group().campaignId(),
                        key.group().arm(),
                        key.group().channel(),
                        key.window(),
                        Instant.ofEpochMilli(key.startMillis()),
                        row.counts,
                        row.revenueMinor));
            }
        });
        changed.sort(Comparator.comparing(row -> MetricKey.of(row).storeKey()));
        return changed;
    }

    /**
     * A row and a change of it. Counts that reach zero disappear and names are in order, so that equal totals are equal
     * bytes.
     *
     * @return null when nothing is left to count
     */
    public static @Nullable Metric sum(Metric row, Metric change) {
        var sum = new Row();
        sum.counts.putAll(row.getCounts());
        sum.revenueMinor.putAll(row.getRevenueMinor());
        change.getCounts().forEach((name, value) -> add(sum.counts, roomFor(name, sum.counts), value));
        change.getRevenueMinor().forEach((currency, value) -> add(sum.revenueMinor, currency, value));
        if (sum.counts.isEmpty() && sum.revenueMinor.isEmpty()) {
            return null;
        }
        return new Metric(
                change.getCampaignId(),
                change.getArm(),
                change.getChannel(),
                change.getWindow(),
                change.getWindowStart(),
                sum.counts,
                sum.revenueMinor);
    }

    /** The name, or the one that names of events share which a row has no room for. */
    private static String roomFor(String name, Map<String, Long> counts) {
        if (!name.startsWith(Counts.EVENT_PREFIX) || counts.containsKey(name)) {
            return name;
        }
        var known = counts.keySet().stream()
                .filter(count -> count.startsWith(Counts.EVENT_PREFIX))
                .filter(count -> !count.equals(Counts.OTHER_EVENTS))
                .count();
        return known < MAX_EVENT_NAMES ? name : Counts.OTHER_EVENTS;
    }

    private Row row(MetricKey key) {
        return rows.computeIfAbsent(key, missing -> new Row());
    }

    private static void add(Map<String, Long> counts, String name, long change) {
        var sum = SaturatedSum.of(counts.getOrDefault(name, 0L), change);
        if (sum == 0) {
            counts.remove(name);
        } else {
            counts.put(name, sum);
        }
    }
}
