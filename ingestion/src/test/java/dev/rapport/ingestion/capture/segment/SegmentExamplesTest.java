package dev.rapport.ingestion.capture.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.testkit.sample.Samples;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls of Segment's documentation, sent to the path of their kind: each is taken, as it was sent. */
final class SegmentExamplesTest {
    private final FakeEventSink sink = new FakeEventSink();

    @Test
    void takesEveryExample() throws Exception {
        // Given
        var types = new ArrayList<EventType>();
        for (var line : Files.readAllLines(Samples.path("segment/examples.jsonl"))) {
            var example = JsonItemReader.JSON.readTree(line).path("payload");
            var batch = example.path("batch").isArray();
            if (batch) {
                example.path("batch").forEach(item -> types.add(type(item)));
            } else {
                types.add(type(example));
            }
            // When
            post(batch ? Optional.empty() : Optional.of(type(example)), batch ? example : known(example));
        }
        // Then
        assertThat(sink.rejected()).isEmpty();
        assertThat(types).hasSizeGreaterThan(80);
        assertThat(sink.accepted()).extracting(CapturedEvent::getType).containsExactlyElementsOf(types);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "{\"user_id\":\"ada\",\"event\":\"Email Opened\"}                            | ada | -",
                "{\"user_id\":7,\"anonymous_id\":\"browser\",\"event\":\"Email Opened\"}     | 7   | browser",
                "{\"userId\":\"ada\",\"user_id\":\"bob\",\"event\":\"Email Opened\"}         | ada | -",
                "{\"userId\":null,\"user_id\":\"bob\",\"event\":\"Email Opened\"}            | bob | -"
            })
    void takesIdsInSnakeCaseWhereThereAreNoOthers(String event, String userId, String anonymousId) throws Exception {
        // When
        post(Optional.of(EventType.TRACK), JsonItemReader.JSON.readTree(event));
        // Then
        assertThat(sink.accepted()).singleElement().satisfies(captured -> {
            assertThat(captured.getUserId()).isEqualTo(userId);
            assertThat(captured.getAnonymousId()).isEqualTo(anonymousId);
        });
    }

    @Test
    void hearsTheNoOfARejectedEventWithAnIdInSnakeCase() throws Exception {
        // When
        post(
                Optional.of(EventType.TRACK),
                JsonItemReader.JSON.readTree("{\"user_id\":\"ada\",\"event\":\"Unsubscribed\",\"properties\":7}"));
        // Then
        assertThat(sink.rejected()).hasSize(1);
        assertThat(sink.withdrawn()).extracting(CapturedEvent::getUserId).containsExactly("ada");
    }

    private void post(Optional<EventType> call, JsonNode body) throws Exception {
        var submission = new SubmissionReader(CaptureConfig.DEFAULT, key -> Optional.empty())
                .read(call, JsonItemReader.JSON.writeValueAsBytes(body));
        var events = ((Submission.Events) submission).events();
        var capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned");
        assertThat(capture.take(events, new Receipt("shop", Instant.parse("2026-05-04T10:00:00Z"), Map.of())))
                .isCompleted();
    }

    /** Fragments of the documentation leave out whom they are about, or name them by a placeholder, which is nobody. */
    private static JsonNode known(JsonNode example) {
        var call = (ObjectNode) example.deepCopy();
        if (call.path("userId").asText().equals("userId")) {
            call.remove("userId");
        }
        var named = List.of("userId", "user_id", "anonymousId").stream().anyMatch(call::has);
        return named ? call : call.put("anonymousId", "browser");
    }

    /** As the page of an example says it, where the example itself does not. */
    private static EventType type(JsonNode call) {
        var said = call.path("type").asText(call.path("action").asText());
        if (!said.isEmpty()) {
            return EventType.valueOf(said.toUpperCase(Locale.ROOT));
        }
        return call.has("event")
                ? EventType.TRACK
                : call.has("previousId")
                        ? EventType.ALIAS
                        : call.has("groupId")
                                ? EventType.GROUP
                                : call.has("traits") ? EventType.IDENTIFY : EventType.PAGE;
    }
}
