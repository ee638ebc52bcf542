package dev.rapport.ingestion.capture.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.TooMany;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmissionReaderTest {
    private final SubmissionReader reader = reader(3);

    @Test
    void keepsTheBytesOfEveryEvent() {
        // Given
        var body = "{\"batch\" : [ {\"a\": 1.50} , \"ü\", 17 ,null,[1, 2]], \"writeKey\":\"k\"}";
        // When
        var submission = reader(10).read(Optional.empty(), body.getBytes(UTF_8));
        // Then
        assertThat(submission.writeKey()).hasValue("k");
        assertThat(submission).isInstanceOfSatisfying(Events.class, events -> assertThat(events.events())
                .extracting(event -> UTF_8.decode(event.bytes().duplicate()).toString())
                .containsExactly("{\"a\": 1.50}", "\"ü\"", "17", "null", "[1, 2]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | NOT_AN_OBJECT | the body is empty",
                "nonsense                    | NOT_AN_OBJECT | the body is not valid JSON (line 1, column 9)",
                "{\"batch\":[                | NOT_AN_OBJECT | the body is not valid JSON (line 1, column 11)",
                "{\"batch\":[]} {}           | NOT_AN_OBJECT | the body is not valid JSON (line 1, column 14)",
                "[]                          | NOT_AN_OBJECT | the body must be a JSON object with an array batch",
                "{\"writeKey\":\"k\"}        | INVALID_FIELD | batch is missing: it must be an array of events",
                "{\"batch\":{}}              | INVALID_FIELD | batch must be an array of events",
                "{\"batch\":null}            | INVALID_FIELD | batch must be an array of events",
                "{\"batch\":[],\"context\":3} | INVALID_FIELD | context of the batch must be an object",
            })
    void saysWhyABatchCannotBeRead(String body, RejectionReason reason, String detail) {
        // When
        var submission = reader.read(Optional.empty(), body.getBytes(UTF_8));
        // Then
        assertThat(submission).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo(reason);
            assertThat(unreadable.detail()).isEqualTo(detail);
        });
    }

    @Test
    void neverRepeatsTheBodyInAMessage() {
        // When
        var submission = reader.read(Optional.of(EventType.TRACK), "alice@example.com".getBytes(UTF_8));
        // Then
        assertThat(submission).isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.detail())
                .doesNotContain("alice"));
    }

    @Test
    void readsTheEventsOfEveryBatchThatABodyNames() {
        // When
        var submission = reader.read(Optional.empty(), "{\"batch\":[1],\"batch\":7,\"batch\":[2]}".getBytes(UTF_8));
        // Then
        assertThat(submission).isInstanceOfSatisfying(Events.class, events -> assertThat(events.events())
                .hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"context\":[]", "\"context\":null,\"integrations\":[]"})
    void takesAnEmptyArrayForAnObjectWithoutFields(String shared) {
        // When
        var submission = reader.read(Optional.empty(), ("{\"batch\":[1]," + shared + "}").getBytes(UTF_8));
        // Then
        assertThat(submission).isInstanceOfSatisfying(Events.class, events -> assertThat(events.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        SegmentEvent.class,
                        event -> assertThat(event.batch().isEmpty()).isTrue()));
    }

    @Test
    void keepsTheWriteKeyOfABatchWhoseContextCannotBeRead() {
        // When
        var submission = reader.read(
                Optional.empty(),
                "{\"context\":{\"x\":1e99999999999},\"batch\":[1],\"writeKey\":\"k\"}".getBytes(UTF_8));
        // Then
        assertThat(submission.writeKey()).hasValue("k");
        assertThat(submission).isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.detail())
                .startsWith("context of the batch: /x cannot be read"));
    }

    @Test
    void doesNotMindFieldsOfTheBatchThatNobodyReads() {
        // When
        var submission = reader.read(Optional.empty(), "{\"x\":1e99999999999,\"batch\":[1]}".getBytes(UTF_8));
        // Then
        assertThat(submission).isInstanceOf(Events.class);
    }

    @Test
    void countsTheEventsOfABatch() {
        // When
        var most = reader.read(Optional.empty(), "{\"batch\":[1,2,3]}".getBytes(UTF_8));
        var tooMany =
                reader.read(Optional.empty(), "{\"batch\":[1,2,3,4,{\"x\":[5]},6],\"writeKey\":\"k\"}".getBytes(UTF_8));
        // Then
        assertThat(most).isInstanceOf(Events.class);
        assertThat(tooMany).isInstanceOf(TooMany.class);
        assertThat(tooMany.writeKey()).hasValue("k");
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        // When
        var utf16 = reader.read(Optional.empty(), "{\"batch\":[]}".getBytes(StandardCharsets.UTF_16));
        var latin1 = reader.read(Optional.empty(), "{\"batch\":[\"é\"]}".getBytes(StandardCharsets.ISO_8859_1));
        // Then
        assertThat(utf16).isInstanceOf(Unreadable.class);
        assertThat(latin1).isInstanceOf(Unreadable.class);
    }

    private static SubmissionReader reader(int maxEvents) {
        var limits = CaptureConfig.DEFAULT;
        return new SubmissionReader(
                new CaptureConfig(limits.maxRequestSize(), limits.maxEventSize(), maxEvents), ConfiguredSources.DEMO);
    }
}
