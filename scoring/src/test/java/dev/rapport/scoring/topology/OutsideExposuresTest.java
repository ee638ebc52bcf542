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
import static dev.rapport.testkit.record.Records.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.ExperimentDetails;
import dev.rapport.testkit.topology.TopologyHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
                .setExperiment(anExperiment("spring-mail", "Mens E-Mail"))
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
                .setExperiment(anExperiment(CAMPAIGN, "b"))
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
                .setExperiment(anExperiment("spring", "b"))
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

    static List<ExperimentDetails> blankAround() {
        return List.of(
                new ExperimentDetails(" ", " spring ", null, "b\u200b"),
                new ExperimentDetails("\u00a0spring\t", null, "\ufeffb ", "\n"));
    }

    @ParameterizedTest
    @MethodSource("blankAround")
    void takesNamesWithoutTheBlanksAroundThem(ExperimentDetails experiment) {
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setName("Experiment Viewed")
                        .setExperiment(experiment)
                        .build());
        // Then
        assertThat(lastByKey(harness)).containsKey("spring|b||ALL|0");
    }

    static List<Optional<ExperimentDetails>> nameless() {
        return List.of(
                Optional.of(anExperiment("spring", " \u200b")),
                Optional.of(anExperiment("", "b")),
                Optional.of(new ExperimentDetails(null, null, null, null)),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("nameless")
    void takesNoExposureWithoutNames(Optional<ExperimentDetails> experiment) {
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setName("Experiment Viewed")
                        .setExperiment(experiment.orElse(null))
                        .build());
        // Then
        assertThat(lastByKey(harness).keySet()).isNotEmpty().allMatch(key -> key.startsWith("|||"));
    }
}
