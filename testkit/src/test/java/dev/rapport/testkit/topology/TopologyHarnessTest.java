package dev.rapport.testkit.topology;

import static dev.rapport.schemas.topic.Topics.CATALOG;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aConsentChange;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopologyHarnessTest {
    private static final Topic<ConsentChange> COPIES = new Topic<>(
            "rapport.copies.v1",
            ConsentChange.class,
            "customerId",
            1,
            CATALOG.cleanup(),
            CATALOG.retention(),
            CATALOG.erasure(),
            "testkit",
            "Consents, withdrawn ones left out.",
            false);

    private final TopologyHarness harness = TopologyHarness.start("rapport-copying", TopologyHarnessTest::copyGranted);

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void runsRecordsAllTheWayThrough() {
        // Given
        var granted = aConsentChange().build();
        harness.pipe(CONSENTS, CUSTOMER, aConsentChange().setGranted(false).build());
        // When
        harness.pipe(CONSENTS, CUSTOMER, granted);
        // Then
        assertThat(harness.drain(COPIES)).containsExactly(granted);
        assertThat(harness.drain(COPIES)).isEmpty();
    }

    @Test
    void stampsRecordsWithAppendTimeThatMovesByHand() {
        // Given
        harness.advance(Duration.ofHours(1));
        // When
        harness.pipe(CONSENTS, CUSTOMER, aConsentChange().build());
        // Then
        assertThat(harness.drainRecords(COPIES))
                .singleElement()
                .extracting(TestRecord::getRecordTime)
                .isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void showsDeadLettersWithTheirBytes() {
        // Given
        var garbage = "no record".getBytes(StandardCharsets.UTF_8);
        // When
        harness.pipeBytes(CONSENTS, CUSTOMER, garbage);
        // Then
        assertThat(harness.drain(COPIES)).isEmpty();
        assertThat(harness.drainDeadLetters()).singleElement().satisfies(letter -> assertThat(letter.value())
                .isEqualTo(garbage));
        assertThat(harness.meters().get("rapport.dead.letters").counter().count())
                .isEqualTo(1);
    }

    private static Topology copyGranted(AvroSerdes serdes) {
        var builder = new StreamsBuilder();
        builder.stream(CONSENTS.name(), serdes.consumed(CONSENTS, "copying-read-consents"))
                .filter((key, change) -> change.getGranted(), Named.as("copying-keep-granted"))
                .to(COPIES.name(), serdes.produced(COPIES, "copying-write-copies"));
        return builder.build();
    }
}
