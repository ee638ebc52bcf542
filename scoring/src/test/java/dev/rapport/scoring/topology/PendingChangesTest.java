package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.testkit.topology.TopologyHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes that wait to be passed on. */
final class PendingChangesTest {
    private static final Batching BATCHES = new Batching(1_000, Duration.ofMillis(100));

    private final TopologyHarness harness = TopologyHarness.start(
            "rapport-scoring",
            serdes -> new ScoringTopology(serdes, ScoringRules.defaults(), KeptWindows.DEFAULT, BATCHES).build());

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void leavesNothingBehindOfAnArmWhoseChangesCancelOut() {
        // Given a customer whose first exposure turns out to be another
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, viewed("b", 5));
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, viewed("control", 0));
        assertThat(pending()).contains("test|b|", "test|control|");
        // When
        harness.advance(Duration.ofSeconds(1));
        // Then
        assertThat(pending()).isEmpty();
    }

    private List<String> pending() {
        var keys = new ArrayList<String>();
        try (var arms = harness.driver()
                .<String, ArmMoments>getKeyValueStore(ScoringStoreNames.PENDING_MOMENTS)
                .all()) {
            arms.forEachRemaining(arm -> keys.add(arm.key));
        }
        return keys;
    }

    private static EnrichedEvent viewed(String arm, int minute) {
        return anEnrichedEvent()
                .setMessageId("viewed " + arm)
                .setName("Experiment Viewed")
                .setExperiment(anExperiment("test", arm))
                .setOccurredAt(NOW.plus(Duration.ofMinutes(minute)))
                .setReceivedAt(NOW.plus(Duration.ofMinutes(minute)))
                .build();
    }
}
