package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.experiment.ArmSums;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.state.Exposure;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Exposures, goals and what together they count, beyond the bounds of what is remembered too. */
final class ExposureLedgerTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Exposure EXPOSURE = anExposure("spring", DAY);

    private final TestingHistories histories = new TestingHistories(ScoringRules.defaults());
    private final MetricChanges metrics = new MetricChanges();
    private final MomentChanges moments = new MomentChanges();

    @Test
    void countsAGoalOnlyAfterExposureAndInsideTheWindow() {
        // Given
        expose(EXPOSURE);
        // When
        order(anOrder("at exposure", DAY));
        order(anOrder("last moment", 15 * DAY));
        order(anOrder("too late", 15 * DAY + 1));
        // Then
        assertThat(ofCampaign())
                .containsEntry("converted", 1L)
                .containsEntry("purchases", 1L)
                .containsEntry("customers", 1L);
    }

    @Test
    void keepsAConversionCountedOnceWhenItsEventIsEvicted() {
        // Given
        expose(EXPOSURE);
        // When
        for (var i = 0; i < 3 * GoalLedger.MAX_GOALS; i++) {
            order(anOrder("order " + i, DAY + 1 + i));
        }
        // Then
        assertThat(Objects.requireNonNull(histories.goals.get(CUSTOMER)).getGoals())
                .hasSize(GoalLedger.MAX_GOALS);
        assertThat(ofCampaign()).containsEntry("converted", 1L).containsEntry("purchases", 3L * GoalLedger.MAX_GOALS);
    }

    @Test
    void keepsTheRevenueOfEvictedOrdersInTheSumOfSquares() {
        // Given
        expose(EXPOSURE);
        // When
        for (var i = 0; i < 3 * GoalLedger.MAX_GOALS; i++) {
            order(anOrder("order " + i, DAY + 1 + i));
        }
        // Then
        assertThat(sums().revenue("Order Completed", "EUR")).isEqualTo(Moments.of(3L * GoalLedger.MAX_GOALS * 100));
    }

    @Test
    void keepsAnInvoiceOfMoreLinesThanAreRememberedOneOrderBeforeTheExposure() {
        // Given an invoice that begins before the exposure and has lines after it
        expose(EXPOSURE);
        // When
        for (var i = 0; i < 3 * GoalLedger.MAX_GOALS; i++) {
            order(aLine("line " + i, DAY - 10 + i));
        }
        // Then
        assertThat(ofCampaign()).isEqualTo(Map.of("customers", 1L));
        assertThat(ofGroup("spring").getRevenueMinor()).isEmpty();
        assertThat(ofGroup("").getCounts()).containsEntry("purchases", 1L);
        assertThat(ofGroup("").getRevenueMinor()).containsEntry("EUR", 3L * GoalLedger.MAX_GOALS * 100);
    }

    @Test
    void evictsTheOldestExposureForANewerOneAndKeepsItCounted() {
        // Given
        for (var i = 0; i < ExposureLedger.MAX_EXPOSURES; i++) {
            expose(anExposure("campaign " + i, DAY + i));
        }
        // When
        expose(anExposure("newest", 2 * DAY));
        expose(anExposure("older than all", 1));
        // Then
        assertThat(Objects.requireNonNull(histories.exposures.get(CUSTOMER)).getExposures())
                .hasSize(ExposureLedger.MAX_EXPOSURES)
                .extracting(Exposure::getCampaignId)
                .contains("newest", "campaign 1")
                .doesNotContain("campaign 0", "older than all");
        assertThat(metrics.toRows())
                .filteredOn(row -> row.getWindow() == MetricWindow.ALL)
                .hasSize(ExposureLedger.MAX_EXPOSURES + 1)
                .allSatisfy(row -> assertThat(row.getCounts()).containsEntry("customers", 1L));
    }

    @Test
    void countsAbsurdRevenuesAsTheMostThatAnOrderMayHave() {
        // Given
        expose(EXPOSURE);
        var absurd = List.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 46);
        // When
        for (var i = 0; i < absurd.size(); i++) {
            order(EnrichedEvent.newBuilder(anOrder("order " + i, DAY + 1 + i))
                    .setRevenue(euros(absurd.get(i)))
                    .build());
        }
        // Then
        assertThat(ofCampaign()).containsEntry("purchases", (long) absurd.size());
        assertThat(ofGroup("spring").getRevenueMinor()).containsEntry("EUR", 2 * ReachedGoal.MAX_AMOUNT_MINOR);
    }

    @Test
    void sumsSquaresThatNoLongCanHold() {
        // Given
        expose(EXPOSURE);
        var large = 1_000_000_000_000L;
        // When
        order(EnrichedEvent.newBuilder(anOrder("large", DAY + 1))
                .setRevenue(euros(large))
                .build());
        // Then
        assertThat(sums().revenue("Order Completed", "EUR").yy()).isEqualTo(BigInteger.TEN.pow(24));
    }

    private void expose(Exposure exposure) {
        add(histories.change(CUSTOMER, history -> history.record(exposure)));
    }

    private void order(EnrichedEvent order) {
        add(histories.record(CUSTOMER, order));
    }

    private void add(CustomerHistory history) {
        history.metrics().minutes().forEach(metrics::add);
        history.moments().toRecords().forEach(moments::add);
    }

    private static EnrichedEvent anOrder(String messageId, long at) {
        return anEnrichedEvent()
                .setName("Order Completed")
                .setMessageId(messageId)
                .setOccurredAt(Instant.ofEpochMilli(at))
                .setRevenue(euros(100L))
                .build();
    }

    private static EnrichedEvent aLine(String messageId, long at) {
        return EnrichedEvent.newBuilder(anOrder(messageId, at))
                .setOrderId("invoice")
                .setLineId(messageId)
                .build();
    }

    private static Exposure anExposure(String campaignId, long at) {
        return new Exposure(campaignId, "mail", "email", at, "decision of " + campaignId, 0L, Map.of(), Map.of(), "");
    }

    private ArmSums sums() {
        return ArmSums.of(moments.toRecords().get(0));
    }

    private Map<String, Long> ofCampaign() {
        return ofGroup("spring").getCounts();
    }

    private Metric ofGroup(String campaign) {
        return metrics.toRows().stream()
                .filter(row -> row.getWindow() == MetricWindow.ALL
                        && row.getCampaignId().equals(campaign))
                .findFirst()
                .orElseThrow();
    }
}
