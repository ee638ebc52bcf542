package dev.rapport.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.SaturatedSum;
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
    void keepsAnInvoiceOfMoreLinesThanAreRememberedOneOrderBeforeTheExposure() {
        // Given an invoice that begins before the exposure and has lines after it
        ledger.expose(EXPOSURE, deltas);
        // When
        for (var i = 0; i < 3 * ExposureLedger.MAX_GOALS; i++) {
            ledger.reach(aLine("line " + i, DAY - 10 + i), deltas);
        }
        // Then
        assertThat(ofCampaign()).isEqualTo(Map.of("customers", 1L));
        assertThat(ofGroup("spring").getRevenueMinor()).isEmpty();
        assertThat(ofGroup("").getCounts()).containsEntry("purchases", 1L);
        assertThat(ofGroup("").getRevenueMinor()).containsEntry("EUR", 3L * ExposureLedger.MAX_GOALS * 100);
    }

    @Test
    void letsTheOldestExposureGoForANewerOneAndKeepsItCounted() {
        // Given
        for (var i = 0; i < ExposureLedger.MAX_EXPOSURES; i++) {
            ledger.expose(anExposure("campaign " + i, DAY + i), deltas);
        }
        // When
        ledger.expose(anExposure("newest", 2 * DAY), deltas);
        ledger.expose(anExposure("older than all", 1), deltas);
        // Then
        assertThat(ledger.exposures())
                .hasSize(ExposureLedger.MAX_EXPOSURES)
                .extracting(Exposure::getCampaignId)
                .contains("newest", "campaign 1")
                .doesNotContain("campaign 0", "older than all");
        assertThat(deltas.toRows())
                .filteredOn(row -> row.getWindow() == MetricWindow.ALL)
                .hasSize(ExposureLedger.MAX_EXPOSURES + 1)
                .allSatisfy(row -> assertThat(row.getCounts()).containsEntry("customers", 1L));
    }

    @Test
    void goesOnCountingAfterAbsurdRevenues() {
        // Given
        ledger.expose(EXPOSURE, deltas);
        var absurd = List.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 1L << 46, 1L << 46);
        // When
        for (var i = 0; i < absurd.size(); i++) {
            ledger.reach(anOrder("order " + i, DAY + 1 + i, absurd.get(i)), deltas);
        }
        // Then
        assertThat(ofCampaign()).containsEntry("purchases", (long) absurd.size());
    }

    @Test
    void sumsSquaresOfThousandsOfAbsurdRevenuesWithoutOverflow() {
        // Given
        var high = Counts.squareHigh(Long.MIN_VALUE);
        // When
        var sum = 8_000 * high;
        // Then
        assertThat(high).isPositive();
        assertThat(sum / 8_000).isEqualTo(high);
        assertThat(SaturatedSum.of(Long.MAX_VALUE, high)).isEqualTo(Long.MAX_VALUE);
        assertThat(SaturatedSum.of(Long.MIN_VALUE, -high)).isEqualTo(Long.MIN_VALUE);
        assertThat(SaturatedSum.of(3, -5)).isEqualTo(-2);
    }

    @Test
    void sumsSquaresThatNoLongCanHold() {
        // Given
        var large = 1_000_000_000_000L;
        // When
        var counts = new HashMap<String, Long>();
        counts.put(Counts.squaresHigh("EUR"), Counts.squareHigh(large));
        counts.put(Counts.squaresLow("EUR"), Counts.squareLow(large));
        // Then
        assertThat(Counts.revenueSquares(counts, "EUR")).isEqualTo(1e24);
    }

    private static GoalEvent anOrder(String messageId, long at) {
        return anOrder(messageId, at, 100L);
    }

    private static GoalEvent anOrder(String messageId, long at, long cents) {
        return GoalEvent.newBuilder()
                .setGoal("Order Completed")
                .setMessageId(messageId)
                .setOccurredAt(at)
                .setAmountMinor(cents)
                .setCurrency("EUR")
                .build();
    }

    private static Exposure anExposure(String campaignId, long at) {
        return new Exposure(campaignId, "mail", "email", at, "decision of " + campaignId, 0L, Map.of());
    }

    private static GoalEvent aLine(String messageId, long at) {
        return GoalEvent.newBuilder(anOrder(messageId, at))
                .setOrderId("invoice")
                .setLineId(messageId)
                .build();
    }

    private Map<String, Long> ofCampaign() {
        return ofGroup("spring").getCounts();
    }

    private Metric ofGroup(String campaign) {
        return deltas.toRows().stream()
                .filter(row -> row.getWindow() == MetricWindow.ALL
                        && row.getCampaignId().equals(campaign))
                .findFirst()
                .orElseThrow();
    }
}
