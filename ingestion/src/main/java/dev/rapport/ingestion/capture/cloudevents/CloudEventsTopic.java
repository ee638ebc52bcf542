package dev.rapport.ingestion.capture.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.topic.TopicFormat;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records that carry CloudEvents (Kafka protocol binding 1.0.2): binary, with attributes in {@code ce_} headers, or
 * structured. There are no batches on Kafka. A record without value is an event without data where it has attributes, and
 * a tombstone, which says nothing, where it has none. Thread-safe.
 */
public final class CloudEventsTopic implements TopicFormat {
    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final byte[] NO_DATA = {};

    private final ReceivedEvent.Factory events;

    /** @param segment reads the common form */
    public CloudEventsTopic(SubmissionReader segment, CaptureConfig config) {
        this.events = new ReceivedEvent.Factory(segment, config);
    }

    @Override
    public List<RawEvent> read(TopicRecord record) {
        var headers = headers(record);
        var contentType = headers.get(CONTENT_TYPE);
        var value = record.value() == null ? NO_DATA : record.value();
        return switch (ContentMode.of(contentType)) {
            case BINARY -> binary(headers, record, value);
            case STRUCTURED -> record.value() == null ? List.of() : List.of(structured(contentType, value));
            case BATCHED, UNKNOWN_FORMAT ->
                List.of(events.unreadable(
                        value, "content-type must be application/cloudevents+json, or that of the data"));
        };
    }

    /** What is kept of an event is its structured mode, attributes included. */
    @Override
    public String rejectedFormat() {
        return CloudEventsFormat.FORMAT;
    }

    private List<RawEvent> binary(Map<String, String> headers, TopicRecord record, byte[] value) {
        var attributes = new LinkedHashMap<String, String>();
        headers.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), text);
            }
        });
        if (attributes.isEmpty() && record.value() == null) {
            return List.of();
        }
        var envelope = Envelope.of(attributes, headers.get(CONTENT_TYPE), value);
        return List.of(events.binary(envelope, value, Optional.empty()));
    }

    private RawEvent structured(@Nullable String contentType, byte[] value) {
        var utf8 = EventData.utf8(value, MediaType.of(contentType).charsetOrUtf8());
        try {
            return events.structured(JsonBody.value(utf8));
        } catch (JsonProcessingException e) {
            return events.unreadable(utf8, "the value is not valid JSON" + JsonBody.place(e));
        }
    }

    /** Values are text in UTF-8, not percent-encoded (section 3.2.3); of a repeated name the last counts, as in Kafka. */
    private static Map<String, String> headers(TopicRecord record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key().toLowerCase(Locale.ROOT), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }
}
