package dev.rapport.scoring.api;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.metric.MetricKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rows of metrics out of their store, in the order of window start, campaign, arm and channel. */
final class MetricRows {
    /** Sorts after every character that a key begins with. */
    private static final String AFTER_ALL = "\uFFFF";

    private static final Comparator<Metric> ORDER = Comparator.comparing(Metric::getWindowStart)
            .thenComparing(Metric::getCampaignId)
            .thenComparing(Metric::getArm)
            .thenComparing(Metric::getChannel);

    private final ScoringStores stores;

    MetricRows(ScoringStores stores) {
        this.stores = stores;
    }

    /** Rows of all time. */
    List<Metric> overAll() {
        return between(MetricWindow.ALL, 0, 1);
    }

    /**
     * Rows of a window.
     *
     * @param fromMillis earliest start, inclusive
     * @param toMillis   latest start, exclusive
     */
    List<Metric> between(MetricWindow window, long fromMillis, long toMillis) {
        var rows = new ArrayList<Metric>();
        if (fromMillis >= toMillis) {
            return rows;
        }
        var from = MetricKey.storeKeyFrom(window, fromMillis);
        var to = MetricKey.storeKeyFrom(window, toMillis - 1) + AFTER_ALL;
        try (var entries = stores.metrics().range(from, to)) {
            entries.forEachRemaining(entry -> rows.add(entry.value));
        }
        rows.sort(ORDER);
        return rows;
    }

    /**
     * Start of the first of the latest windows.
     *
     * @param window   not {@link MetricWindow#ALL}
     * @param windows  how many, at least 1
     * @param toMillis latest start, exclusive
     */
    long startOfLatest(MetricWindow window, int windows, long toMillis) {
        var from = MetricKey.storeKeyFrom(window, Long.MIN_VALUE);
        var to = MetricKey.storeKeyFrom(window, toMillis - 1) + AFTER_ALL;
        try (var entries = stores.metrics().reverseRange(from, to)) {
            return entries.hasNext()
                    ? entries.next().value.getWindowStart().toEpochMilli() - (windows - 1) * MetricKey.length(window)
                    : Long.MIN_VALUE;
        }
    }
}
