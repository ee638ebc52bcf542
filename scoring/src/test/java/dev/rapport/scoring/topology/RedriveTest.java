package dev.rapport.scoring.topology;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.testkit.topology.TopologyHarness;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that scoring fails on leaves nothing behind: sent again after the fix, it counts once. */
final class RedriveTest {
    private final TopologyHarness harness = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ScoringStoreNames.TOUCHPOINTS, ScoringStoreNames.GOALS, ScoringStoreNames.EXPOSURES})
    void countsOnceWhatFailedAndWasSentAgain(String defective) {
        // Given: state of a customer that cannot be read
        KeyValueStore<String, SpecificRecord> store = harness.driver().getKeyValueStore(defective);
        store.put(CUSTOMER, new Sessions(List.of(), null));
        var event = anEnrichedEvent()
                .setName(Counts.ORDER_COMPLETED)
                .setUtmSource("newsletter")
                .build();
        harness.pipe(Topics.EVENTS_ENRICHED, CUSTOMER, event);
        var letters = harness.drainDeadLetters();
        assertThat(letters).hasSize(1);
        assertThat(harness.drain(Topics.TOUCHPOINTS)).isEmpty();
        assertThat(harness.drain(Topics.CONVERSIONS)).isEmpty();
        assertThat(harness.drain(Topics.METRICS)).isEmpty();
        // When
        store.put(CUSTOMER, null);
        var letter = letters.get(0);
        harness.driver()
                .createInputTopic(Topics.EVENTS_ENRICHED.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(letter.key(), letter.value(), letter.headers()));
        // Then
        assertThat(harness.drainDeadLetters()).isEmpty();
        assertThat(harness.drain(Topics.TOUCHPOINTS)).hasSize(1);
        assertThat(harness.drain(Topics.CONVERSIONS)).hasSize(1);
        assertThat(harness.drain(Topics.METRICS)).isNotEmpty().allSatisfy(row -> assertThat(row.getCounts())
                .containsEntry(Counts.EVENTS, 1L)
                .containsEntry(Counts.SESSIONS, 1L));
    }
}
