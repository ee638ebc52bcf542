package dev.rapport.scoring.topology;

import dev.rapport.schemas.Metric;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.metric.MetricTotals;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Adds changes up to rows, and ends windows; every new total goes on under the key of its topic, a row that is gone as null. */
final class AddUpMetricsProcessor extends ContextualProcessor<String, TotalsInput, String, @Nullable Metric> {
    private static final String LATEST = "latest";

    private final KeptWindows kept;
    private @Nullable KeyValueStore<String, Long> times;
    private @Nullable MetricTotals totals;

    AddUpMetricsProcessor(KeptWindows kept) {
        this.kept = kept;
    }

    @Override
    public void init(ProcessorContext<String, @Nullable Metric> context) {
        super.init(context);
        KeyValueStore<String, Long> timeStore = context.getStateStore(ScoringStoreNames.TIMES);
        times = timeStore;
        var latest = timeStore.get(LATEST);
        totals = new MetricTotals(
                kept,
                rows(context.getStateStore(ScoringStoreNames.METRICS)),
                latest == null ? MetricTotals.BEFORE_ALL : latest);
    }

    @Override
    public void process(Record<String, TotalsInput> record) {
        var rows = Objects.requireNonNull(totals);
        if (record.value() instanceof TotalsInput.Changed changed) {
            rows.add(record.key(), changed.change(), (key, row) -> forward(record, key, row));
        } else if (record.value() instanceof TotalsInput.Passed passed
                && rows.advance(passed.time(), (key, row) -> forward(record, key, row))) {
            Objects.requireNonNull(times).put(LATEST, passed.time());
        }
    }

    private void forward(Record<String, TotalsInput> cause, String storeKey, @Nullable Metric row) {
        context().forward(new Record<>(MetricKey.topicKey(storeKey), row, cause.timestamp()));
    }

    private static MetricTotals.Rows rows(KeyValueStore<String, Metric> store) {
        return new MetricTotals.Rows() {
            @Override
            public @Nullable Metric get(String storeKey) {
                return store.get(storeKey);
            }

            @Override
            public void put(String storeKey, @Nullable Metric row) {
                store.put(storeKey, row);
            }

            @Override
            public void keys(String from, String to, Consumer<String> key) {
                var keys = new ArrayList<String>();
                try (var entries = store.range(from, to)) {
                    entries.forEachRemaining(entry -> keys.add(entry.key));
                }
                keys.forEach(key);
            }
        };
    }
}
