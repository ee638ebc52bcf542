package dev.rapport.ingestion.capture.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import dev.rapport.runtime.value.Outcome;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Messages with CloudEvents, and what becomes of them. */
final class CloudEventMessages {
    static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    static final Receipt RECEIPT = new Receipt("shop", NOW, Map.of());
    static final CloudEventsReader HTTP = new CloudEventsReader(
            new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO), CaptureConfig.DEFAULT);
    static final CloudEventsTopic KAFKA = new CloudEventsTopic(
            new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO), CaptureConfig.DEFAULT);

    private CloudEventMessages() {}

    /** Required attributes in headers, and more. */
    static Map<String, String> headers(Map<String, String> more) {
        var headers = new LinkedHashMap<>(Map.of(
                "ce-specversion", "1.0", "Ce-Id", "17", "CE-SOURCE", "/orders", "ce-type", "com.example.order.placed"));
        headers.putAll(more);
        return headers;
    }

    /** The events of an HTTP message. */
    static List<? extends RawEvent> http(Map<String, String> headers, @Nullable String contentType, String body) {
        var message = HTTP.read(headers, contentType, body.getBytes(UTF_8));
        return ((CloudEventsMessage.Events) message).events();
    }

    /** The one event of a structured HTTP message. */
    static RawEvent structured(String json) {
        return http(Map.of(), "application/cloudevents+json", json).get(0);
    }

    /** A record with these headers, in UTF-8. */
    static TopicRecord record(Map<String, String> headers, @Nullable String value) {
        Headers all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new TopicRecord("orders", 0, 7, NOW, null, value == null ? null : value.getBytes(UTF_8), all);
    }

    static IncomingEvent accepted(RawEvent event) {
        var outcome = event.read(RECEIPT);
        if (outcome instanceof Outcome.Accepted<IncomingEvent, ?> accepted) {
            return accepted.value();
        }
        throw new AssertionError(outcome);
    }

    /** The rule that an event breaks, in words. */
    static String rejected(RawEvent event) {
        var outcome = event.read(RECEIPT);
        if (outcome instanceof Outcome.Rejected<IncomingEvent, ?> rejected) {
            return rejected.reason() + " " + rejected.detail();
        }
        throw new AssertionError(outcome);
    }

    static JsonNode payload(IncomingEvent event) {
        return json(text(event.payload()));
    }

    static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    static JsonNode json(String text) {
        try {
            return JsonItemReader.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
