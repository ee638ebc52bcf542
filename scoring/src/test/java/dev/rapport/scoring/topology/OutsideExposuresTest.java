package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.scoring.topology.ScoringStory.anOrder;
import static dev.rapport.scoring.topology.ScoringStory.lastByKey;
import static dev.rapport.scoring.topology.ScoringStory.row;
import static dev.rapport.scoring.topology.ScoringStory.start;
import static dev.rapport.testkit.record.Records.ARM;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CHANNEL;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.testkit.topology.TopologyHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exposures to experiments that others assign: what {@code Experiment Viewed} counts. */
final class OutsideExposuresTest {
    private final TopologyHarness harness = start();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void takesExposuresFromOutside() {
        // Given
        var viewed = anEnrichedEvent()
                .setName("Experiment Viewed")
                .setProperties("{\"experiment_id\":\"spring-mail\",\"variation_name\":\"Mens E-Mail\"}")
                .build();
        // When
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, viewed);
        // Then
        assertThat(row(lastByKey(harness), "spring-mail|Mens E-Mail||ALL|0").getCounts())
                .isEqualTo(Map.of("customers", 1L));
    }

    @Test
    void keepsACustomersExposureToACampaignAndToAnExperimentFromOutsideOfTheSameId() {
        // Given
        var viewed = anEnrichedEvent()
                .setName("Experiment Viewed")
                .setOccurredAt(NOW.minusSeconds(60))
                .setProperties("{\"experiment_id\":\"" + CAMPAIGN + "\",\"variation_name\":\"b\"}")
                .build();
        // When
        harness.pipe(DECISIONS, CUSTOMER, aDecision().build());
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, viewed);
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, CAMPAIGN + "|" + ARM + "|" + CHANNEL + "|ALL|0").getCounts())
                .containsEntry("customers", 1L)
                .containsEntry("converted", 1L);
        assertThat(row(rows, CAMPAIGN + "|b||ALL|0").getCounts())
                .containsEntry("customers", 1L)
                .containsEntry("converted", 1L);
    }

    @Test
    void countsAnEventThatIsAheadAsOfItsReceipt() {
        // Given
        var ahead = anEnrichedEvent()
                .setName("Experiment Viewed")
                .setOccurredAt(NOW.plus(Duration.ofHours(20)))
                .setReceivedAt(NOW)
                .setProperties("{\"experiment_id\":\"spring\",\"variation_name\":\"b\"}")
                .build();
        // When
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, ahead);
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, "spring|b||MINUTE|" + NOW.toEpochMilli()).getCounts())
                .containsEntry("customers", 1L);
        assertThat(row(rows, "spring|b||ALL|0").getCounts()).containsEntry("converted", 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"experiment_id\":\" \",\"experiment_name\":\" spring \",\"variation_name\":\"b\\u200b\"}",
                "{\"experiment_id\":\"\\u00a0spring\\t\",\"variation_name\":\"\\n\",\"variation_id\":\"\\ufeffb \"}"
            })
    void takesNamesWithoutTheBlanksAroundThem(String properties) {
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setName("Experiment Viewed")
                        .setProperties(properties)
                        .build());
        // Then
        assertThat(lastByKey(harness)).containsKey("spring|b||ALL|0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"experiment_id\":\"spring\",\"variation_name\":\" \\u200b\"}",
                "{\"experiment_id\":\"\",\"variation_name\":\"b\"}",
                "{\"experiment_id\":{},\"variation_name\":[]}",
                "[]",
                "null",
                "",
                "not json"
            })
    void takesNoExposureWithoutNames(String properties) {
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setName("Experiment Viewed")
                        .setProperties(properties)
                        .build());
        // Then
        assertThat(lastByKey(harness).keySet()).isNotEmpty().allMatch(key -> key.startsWith("|||"));
    }
}
