package dev.rapport.scoring.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.history.BatchConversions;
import dev.rapport.scoring.history.BatchCount;
import dev.rapport.scoring.history.RandomHistory;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.KeptWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any interleaving on any number of partitions gives the same metrics, moments and conversions, byte for byte. */
final class PartitionsPropertyTest {
    private static final int CUSTOMERS = 25;
    private static final int ROUNDS = 8;
    private static final long MINUTE = 60_000;
    private static final ScoringRules RULES =
            new ScoringRules(List.of("Order Completed", "Sign Up"), Duration.ofDays(14), Duration.ofDays(30));
    private static final KeptWindows KEPT = new KeptWindows(Duration.ofDays(5), Duration.ofDays(20));

    private record Arrival(String customerId, SpecificRecord record) {}

    @ParameterizedTest(name = "{0} partitions, seed {1}")
    @CsvSource({"1, 1", "2, 2", "3, 3", "7, 4"})
    void givesTheSameBytes(int partitions, long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var histories = new TreeMap<String, List<SpecificRecord>>();
            var arrivals = new ArrayList<Arrival>();
            for (var i = 0; i < CUSTOMERS; i++) {
                var customerId = "customer-" + i;
                var records = RandomHistory.of(customerId, random);
                histories.put(customerId, records);
                records.forEach(record -> arrivals.add(new Arrival(customerId, record)));
            }
            var expected = BatchCount.of(histories.values(), RULES);
            var live = bytes(withoutEnded(expected.rows(), histories.values()));
            Collections.shuffle(arrivals, random);
            var topology = new TestingPartitions(partitions, RULES, KEPT, random);
            // When
            arrivals.forEach(arrival -> topology.record(arrival.customerId(), arrival.record()));
            topology.finish();
            // Then
            assertThat(bytes(topology.rows())).as("round %d", round).isEqualTo(live);
            assertThat(BatchCount.momentsOf(topology.arms().values()))
                    .as("round %d", round)
                    .isEqualTo(expected.moments());
            var conversions = new TreeMap<>();
            histories.values().forEach(records -> conversions.putAll(BatchConversions.of(records, RULES)));
            assertThat(topology.conversions()).as("round %d", round).isEqualTo(conversions);
        }
    }

    /** Rows that are left when the time of the latest receipt has come. */
    private static Map<String, Metric> withoutEnded(
            Map<String, Metric> rows, Collection<List<SpecificRecord>> histories) {
        var latest = histories.stream()
                .flatMap(List::stream)
                .filter(EnrichedEvent.class::isInstance)
                .mapToLong(event -> ((EnrichedEvent) event).getReceivedAt().toEpochMilli())
                .max()
                .orElse(Long.MIN_VALUE / 2);
        var now = Math.floorDiv(latest, MINUTE) * MINUTE;
        var left = new TreeMap<>(rows);
        left.values().removeIf(row -> {
            var age = now - row.getWindowStart().toEpochMilli();
            return (row.getWindow() == MetricWindow.MINUTE
                            && age > KEPT.minutes().toMillis())
                    || (row.getWindow() == MetricWindow.HOUR
                            && age > KEPT.hours().toMillis());
        });
        assertThat(left).hasSizeLessThan(rows.size());
        return left;
    }

    private static Map<String, ByteBuffer> bytes(Map<String, Metric> rows) {
        var encoded = new TreeMap<String, ByteBuffer>();
        rows.forEach((key, row) -> {
            try {
                encoded.put(key, row.toByteBuffer());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return encoded;
    }
}
