package dev.rapport.scoring.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExposureLedgerTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Exposure EXPOSURE = new Exposure("spring", "mail", "email", DAY, "decision-1", 0L, Map.of());

    private final ExposureLedger ledger = new ExposureLedger(ScoringRules.defaults(), List.of(), List.of());
    private final MetricDeltas deltas = new MetricDeltas();

    @Test
    void countsAGoalOnlyAfterExposureAndInsideTheWindow() {
        // Given
        ledger.expose(EXPOSURE, deltas);
        // When
        ledger.reach(anOrder("at exposure", DAY), deltas);
        ledger.reach(anOrder("last moment", 15 * DAY), deltas);
        ledger.reach(anOrder("too late", 15 * DAY + 1), deltas);
        // Then
        assertThat(ofCampaign())
                .containsEntry("converted", 1L)
                .containsEntry("purchases", 1L)
                .containsEntry("customers", 1L);
    }

    @Test
    void keepsAConversionCountedOnceWhenItsEventIsLetGoOf() {
        // Given
        ledger.expose(EXPOSURE, deltas);
        // When
        for (var i = 0; i < 3 * ExposureLedger.MAX_GOALS; i++) {
            ledger.reach(anOrder("order " + i, DAY + 1 + i), deltas);
        }
        // Then
        assertThat(ledger.goals()).hasSize(ExposureLedger.MAX_GOALS);
        assertThat(ofCampaign())
                .containsEntry("converted", 1L)
                .containsEntry("purchases", 3L * ExposureLedger.MAX_GOALS);
    }

    @Test
    void sumsSquaresThatNoLongCanHold() {
        // Given
        var large = 9_000_000_000_000L;
        // When
        var counts = new HashMap<String, Long>();
        counts.put(Counts.squaresHigh("EUR"), Counts.squareHigh(large));
        counts.put(Counts.squaresLow("EUR"), Counts.squareLow(large));
        // Then
        assertThat(Counts.revenueSquares(counts, "EUR")).isEqualTo(8.1e25);
    }

    private static GoalEvent anOrder(String messageId, long at) {
        return new GoalEvent("Order Completed", messageId, null, at, 100L, "EUR");
    }

    private Map<String, Long> ofCampaign() {
        return deltas.toRows().stream()
                .filter(row -> row.getWindow() == MetricWindow.ALL
                        && row.getCampaignId().equals("spring"))
                .map(Metric::getCounts)
                .findFirst()
                .orElseThrow();
    }
}
