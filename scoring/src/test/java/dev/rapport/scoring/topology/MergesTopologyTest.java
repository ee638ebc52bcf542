package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.CONVERSIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.scoring.topology.ScoringStory.lastByKey;
import static dev.rapport.scoring.topology.ScoringStory.row;
import static dev.rapport.scoring.topology.ScoringStory.start;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.anExperiment;
import static dev.rapport.testkit.record.Records.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.testkit.topology.TopologyHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Visitors who are exposed to an experiment before they log in: how the records of three of them are counted. */
final class MergesTopologyTest {
    private final TopologyHarness harness = start();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void countsVisitorsExposedBeforeTheirLoginInTheArmSeenFirst() {
        // Given
        view("user-1", "", "control", 0);
        view("user-1", "", "b", 5);
        buy("user-1", "");
        view("phone", "", "b", 0);
        view("user-2", "", "control", 20);
        buy("user-2", "");
        view("tablet", "", "b", 0);
        buy("user-3", "");
        // When
        identity("phone", "user-2", IdentityState.MERGED, 1);
        identity("tablet", "user-3", IdentityState.MERGED, 1);
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, "c34|control||ALL|0").getCounts())
                .isEqualTo(Map.of("customers", 1L, "converted", 1L, "purchases", 1L));
        assertThat(row(rows, "c34|b||ALL|0").getCounts())
                .isEqualTo(Map.of("customers", 2L, "converted", 2L, "purchases", 2L));
        assertThat(row(rows, "c34|b||ALL|0").getRevenueMinor()).isEqualTo(Map.of("EUR", 2_000L));
    }

    @Test
    void takesWhatAFragmentDidBeforeTheMergeIsKnownHere() {
        // Given
        view("user-2", "", "control", 20);
        // When
        view("user-2", "phone", "b", 0);
        identity("phone", "user-2", IdentityState.MERGED, 1);
        buy("user-2", "phone");
        // Then
        assertThat(row(lastByKey(harness), "c34|b||ALL|0").getCounts())
                .isEqualTo(Map.of("customers", 1L, "converted", 1L, "purchases", 1L));
    }

    @Test
    void partsWhatWasUnmergedAndRetractsTheConversion() {
        // Given
        view("phone", "", "b", 0);
        view("user-2", "", "control", 20);
        identity("phone", "user-2", IdentityState.MERGED, 1);
        buy("user-2", "phone");
        harness.drain(CONVERSIONS);
        // When
        identity("phone", "phone", IdentityState.UNMERGED, 2);
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, "c34|b||ALL|0").getCounts()).containsEntry("converted", 1L);
        assertThat(row(rows, "c34|control||ALL|0").getCounts()).isEqualTo(Map.of("customers", 1L));
        assertThat(harness.drain(CONVERSIONS))
                .extracting(Conversion::getCustomerId, Conversion::getRetracted)
                .containsExactly(tuple("user-2", true), tuple("phone", false));
    }

    private void view(String customerId, String fragmentId, String arm, int minute) {
        harness.pipe(
                EVENTS_ENRICHED,
                customerId,
                anEnrichedEvent()
                        .setMessageId(customerId + fragmentId + " viewed " + arm)
                        .setCustomerId(customerId)
                        .setFragmentId(fragmentId)
                        .setName("Experiment Viewed")
                        .setExperiment(anExperiment("c34", arm))
                        .setOccurredAt(NOW.plus(Duration.ofMinutes(minute)))
                        .setReceivedAt(NOW.plus(Duration.ofMinutes(minute)))
                        .build());
    }

    private void buy(String customerId, String fragmentId) {
        harness.pipe(
                EVENTS_ENRICHED,
                customerId,
                anEnrichedEvent()
                        .setMessageId(customerId + fragmentId + " bought")
                        .setCustomerId(customerId)
                        .setFragmentId(fragmentId)
                        .setName("Order Completed")
                        .setOrderId("order of " + customerId)
                        .setRevenue(euros(1_000))
                        .setOccurredAt(NOW.plus(Duration.ofHours(2)))
                        .setReceivedAt(NOW.plus(Duration.ofHours(2)))
                        .build());
    }

    private void identity(String fragmentId, String customerId, IdentityState state, int version) {
        harness.pipe(
                IDENTITIES,
                fragmentId,
                Identity.newBuilder()
                        .setFragmentId(fragmentId)
                        .setCustomerId(customerId)
                        .setState(state)
                        .setChangedAt(NOW)
                        .setVersion(version)
                        .build());
    }
}
