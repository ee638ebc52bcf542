package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.state.CustomerState;
import dev.rapport.scoring.state.Exposure;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever customers send, what is remembered and counted of it fits into a record of Kafka. */
final class BoundedStateTest {
    private static final int MOST_BYTES = 1_000_000;
    private static final String LONG = "奶".repeat(8_000);

    @Test
    void remembersACustomerWithEndlessTextsInOneRecord() throws IOException {
        // Given
        CustomerState state = null;
        // When
        for (var i = 0; i < 250; i++) {
            var history = new CustomerHistory(ScoringRules.defaults(), state);
            history.take(anEnrichedEvent()
                    .setMessageId(LONG + i)
                    .setSessionId(LONG + i)
                    .setName("Order Completed")
                    .setOrderId(LONG + i)
                    .setRevenue(euros(100))
                    .setUtmSource(LONG + i)
                    .build());
            history.take(anEnrichedEvent()
                    .setMessageId(LONG + i)
                    .setName("Email Opened")
                    .setPromptId(LONG + i)
                    .build());
            history.take(aDecision()
                    .setDecisionId(LONG + i)
                    .setTriggerName(LONG + i)
                    .setPromptId(LONG + i)
                    .build());
            history.expose(new Exposure(LONG + i, LONG + i, "", (long) i, LONG + i, 0L, Map.of()));
            state = history.state();
        }
        // Then
        assertThat(Objects.requireNonNull(state).toByteBuffer().remaining()).isLessThan(MOST_BYTES);
        assertThat(state.getGoals()).extracting(goal -> goal.getOrderId()).doesNotHaveDuplicates();
        assertThat(state.getTouchpoints()).hasSize(CustomerHistory.MAX_TOUCHPOINTS);
    }

    @Test
    void countsEventNamesWithoutEndInOneRow() throws IOException {
        // Given
        Metric row = null;
        // When
        for (var i = 0; i < 2_000; i++) {
            var history = new CustomerHistory(ScoringRules.defaults(), null);
            history.take(anEnrichedEvent().setName(LONG + i).build());
            var change = history.deltas().toRows().stream()
                    .filter(delta -> delta.getWindow() == MetricWindow.ALL)
                    .findFirst()
                    .orElseThrow();
            row = row == null ? change : MetricDeltas.sum(row, change);
        }
        // Then
        assertThat(Objects.requireNonNull(row).toByteBuffer().remaining()).isLessThan(MOST_BYTES);
        assertThat(row.getCounts())
                .containsEntry("events", 2_000L)
                .containsEntry("event.(other)", 2_000L - MetricDeltas.MAX_EVENT_NAMES);
    }

    @Test
    void leavesTextsAsTheyAreUpToTheLimitAndKeepsLongerOnesApart() {
        // Given
        var fits = "x".repeat(ShortText.MOST_BYTES);
        // Then
        assertThat(ShortText.of(fits)).isSameAs(fits);
        assertThat(ShortText.of(fits + "a"))
                .isNotEqualTo(ShortText.of(fits + "b"))
                .startsWith("xxx");
        assertThat(ShortText.of(ShortText.of(LONG)))
                .isEqualTo(ShortText.of(LONG))
                .doesNotContain("\uFFFD");
    }
}
