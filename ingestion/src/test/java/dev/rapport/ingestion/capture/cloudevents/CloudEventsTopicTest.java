package dev.rapport.ingestion.capture.cloudevents;

import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.KAFKA;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.accepted;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.payload;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.record;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.rejected;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventsTopicTest {
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "ce_specversion", "1.0", "ce_id", "17", "ce_source", "/orders", "ce_type", "placed", "ce_subject", "a%20b");

    @Test
    void readsHeadersAsTheyAre() {
        // When
        var events = KAFKA.read(record(ATTRIBUTES, "x"));
        // Then
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(accepted(event).userId()).isEqualTo("a%20b"));
    }

    @Test
    void takesAnEventWithoutData() {
        // When
        var events = KAFKA.read(record(ATTRIBUTES, null));
        // Then
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(accepted(event).name()).isEqualTo("placed");
            assertThat(payload(accepted(event)).has("properties")).isFalse();
        });
    }

    @Test
    void readsNothingFromATombstone() {
        // When
        var tombstone = KAFKA.read(record(Map.of(), null));
        var structured = KAFKA.read(record(Map.of("content-type", "application/cloudevents+json"), null));
        // Then
        assertThat(tombstone).isEmpty();
        assertThat(structured).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents-batch+json", "application/cloudevents+avro"})
    void knowsNoBatchAndNoFormatButJson(String contentType) {
        // When
        var events = KAFKA.read(record(Map.of("content-type", contentType), "[]"));
        // Then
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(rejected(event)).contains("content-type must be application/cloudevents+json");
            assertThat(text(event.bytes())).isEqualTo("[]");
        });
    }

    @Test
    void rejectsARecordThatIsNoCloudEvent() {
        // When
        var events = KAFKA.read(record(Map.of(), "{\"total\":1}"));
        // Then
        assertThat(events).singleElement().satisfies(event -> assertThat(rejected(event))
                .isEqualTo("INVALID_FIELD attribute specversion is required"));
    }
}
