package dev.rapport.scoring.metric;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left of rows as time goes on. */
final class MetricTotalsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeptWindows KEPT = KeptWindows.DEFAULT;

    private final TreeMap<String, Metric> store = new TreeMap<>();
    private final TreeMap<String, Metric> topic = new TreeMap<>();
    private final MetricTotals totals = start(KEPT, MetricTotals.BEFORE_ALL);

    @Test
    void keepsAsManyRowsAfterAYearAsTheWindowsHold() {
        // When something happens every ten minutes of a year
        for (var minutes = 0; minutes < Duration.ofDays(365).toMinutes(); minutes += 10) {
            happen(START.plus(Duration.ofMinutes(minutes)));
        }
        // Then
        assertThat(count(MetricWindow.MINUTE)).isEqualTo(2 * 24 * 6 + 1);
        assertThat(count(MetricWindow.HOUR)).isEqualTo(90 * 24);
        assertThat(count(MetricWindow.DAY)).isEqualTo(365);
        assertThat(topic).isEqualTo(store);
        assertThat(store)
                .extractingByKey(MetricKey.at(MetricGroup.WHOLE_SHOP, MetricWindow.ALL, 0)
                        .storeKey())
                .extracting(Metric::getCounts, as(InstanceOfAssertFactories.map(String.class, Long.class)))
                .containsEntry("events", 365L * 24 * 6);
    }

    @Test
    void addsWhatComesForAWindowThatHasEndedToLongerWindowsOnly() {
        // Given
        happen(START);
        happen(START.plus(Duration.ofDays(3)));
        var minutes = count(MetricWindow.MINUTE);
        // When
        add(START);
        // Then
        assertThat(count(MetricWindow.MINUTE)).isEqualTo(minutes).isEqualTo(1);
        assertThat(store)
                .extractingByKey(MetricKey.at(MetricGroup.WHOLE_SHOP, MetricWindow.HOUR, START.toEpochMilli())
                        .storeKey())
                .extracting(Metric::getCounts, as(InstanceOfAssertFactories.map(String.class, Long.class)))
                .containsEntry("events", 2L);
    }

    @Test
    void endsWindowsOnceThatWereKeptLongerBeforeTheLastStart() {
        // Given
        happen(START);
        happen(START.plus(Duration.ofDays(1)));
        var shorter = new KeptWindows(Duration.ofHours(1), Duration.ofDays(90));
        var restarted = start(shorter, START.plus(Duration.ofDays(1)).toEpochMilli());
        // When
        restarted.advance(START.plus(Duration.ofDays(1)).plusSeconds(60).toEpochMilli(), this::publish);
        // Then
        assertThat(count(MetricWindow.MINUTE)).isEqualTo(1);
        assertThat(topic).isEqualTo(store);
    }

    private void happen(Instant at) {
        totals.advance(at.toEpochMilli(), this::publish);
        add(at);
    }

    private void add(Instant at) {
        var changes = new MetricChanges();
        changes.count(MetricGroup.WHOLE_SHOP, at.toEpochMilli(), Counts.EVENTS, 1);
        changes.toRows().forEach(row -> totals.add(MetricKey.of(row).storeKey(), row, this::publish));
    }

    private long count(MetricWindow window) {
        return store.values().stream().filter(row -> row.getWindow() == window).count();
    }

    private MetricTotals start(KeptWindows kept, long now) {
        return new MetricTotals(
                kept,
                new MetricTotals.Rows() {
                    @Override
                    public @Nullable Metric get(String storeKey) {
                        return store.get(storeKey);
                    }

                    @Override
                    public void put(String storeKey, @Nullable Metric row) {
                        MetricTotalsTest.put(store, storeKey, row);
                    }

                    @Override
                    public void keys(String from, String to, Consumer<String> key) {
                        List.copyOf(store.subMap(from, true, to, true).keySet()).forEach(key);
                    }
                },
                now);
    }

    private void publish(String key, @Nullable Metric row) {
        put(topic, key, row);
    }

    private static void put(Map<String, Metric> rows, String key, @Nullable Metric row) {
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }
}
