package dev.rapport.scoring.view;

import dev.rapport.runtime.streams.Projection;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.metric.MetricKey;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Rows of metrics, in the order of window start, campaign, arm and channel. Thread-safe for readers. */
public final class MetricRows implements Projection<Metric> {
    private static final Comparator<Metric> ORDER = Comparator.comparing(Metric::getWindowStart)
            .thenComparing(Metric::getCampaignId)
            .thenComparing(Metric::getArm)
            .thenComparing(Metric::getChannel);

    private final StoreSlot<Metric> slot;
    private final MetricGauges gauges;
    private final ViewContext context;

    MetricRows(ViewContext context) {
        this.slot = new StoreSlot<>(context, Topics.METRICS);
        this.gauges = new MetricGauges(context.meters());
        this.context = context;
    }

    @Override
    public void open(KeyValueStore<String, byte[]> store) {
        slot.open(store);
        slot.forEach(store, RowKey.of(MetricWindow.ALL), gauges::show);
    }

    @Override
    public void take(String key, @Nullable Metric row, byte @Nullable [] bytes, long appendedAt) {
        var rowKey = RowKey.of(key);
        slot.store().put(rowKey, bytes);
        if (row == null) {
            gauges.remove(rowKey);
            return;
        }
        if (row.getWindow() == MetricWindow.ALL) {
            gauges.show(rowKey, row);
        }
        if (row.getWindow() == MetricWindow.ALL || row.getWindow() == MetricWindow.MINUTE) {
            context.publish(new StreamEvent.MetricChanged(row));
        }
    }

    /** Rows of all time. */
    public List<Metric> overAll() {
        return sorted(slot.startingWith(RowKey.of(MetricWindow.ALL)));
    }

    /**
     * Rows of a window.
     *
     * @param fromMillis earliest start, inclusive
     * @param toMillis   latest start, exclusive
     */
    public List<Metric> between(MetricWindow window, long fromMillis, long toMillis) {
        return fromMillis >= toMillis
                ? List.of()
                : sorted(slot.between(RowKey.from(window, fromMillis), RowKey.from(window, toMillis)));
    }

    /**
     * Start of the first of the latest windows.
     *
     * @param window   not {@link MetricWindow#ALL}
     * @param windows  how many, at least 1
     * @param toMillis latest start, exclusive
     */
    public long startOfLatest(MetricWindow window, int windows, long toMillis) {
        var from = RowKey.from(window, Long.MIN_VALUE);
        try (var entries = slot.readable().reverseRange(from, RowKey.from(window, toMillis))) {
            return entries.hasNext()
                    ? slot.decode(entries.next().value).getWindowStart().toEpochMilli()
                            - (windows - 1) * MetricKey.length(window)
                    : Long.MIN_VALUE;
        }
    }

    private static List<Metric> sorted(List<Metric> rows) {
        rows.sort(ORDER);
        return rows;
    }
}
