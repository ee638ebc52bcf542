package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of arrival, the changes add up to what {@link BatchCount} finds in the complete history, and the last
 * conversions written are those of {@link BatchConversions}, paths included.
 */
final class ArrivalOrderPropertyTest {
    private static final int ROUNDS = 60;
    private static final ScoringRules RULES =
            new ScoringRules(List.of("Order Completed", "Sign Up"), Duration.ofDays(14), Duration.ofDays(30));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20101201})
    void addsUpToTheSameTotalsInAnyOrder(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var records = RandomHistory.of(CUSTOMER, random);
            var expected = BatchCount.of(List.of(records), RULES);
            var expectedConversions = BatchConversions.of(records, RULES);
            Collections.shuffle(records, random);
            var histories = new TestingHistories(RULES);
            var metrics = new MetricChanges();
            var moments = new MomentChanges();
            // When
            for (var record : records) {
                var history = histories.record(CUSTOMER, record);
                history.metrics().minutes().forEach(metrics::add);
                history.moments().toRecords().forEach(moments::add);
            }
            // Then
            var rows = new TreeMap<String, Metric>();
            metrics.toRows().forEach(row -> rows.put(MetricKey.of(row).storeKey(), row));
            assertThat(rows).as("round %d", round).isEqualTo(expected.rows());
            assertThat(BatchCount.momentsOf(moments.toRecords()))
                    .as("round %d", round)
                    .isEqualTo(expected.moments());
            assertThat(histories.conversions()).as("round %d", round).isEqualTo(expectedConversions);
        }
    }
}
