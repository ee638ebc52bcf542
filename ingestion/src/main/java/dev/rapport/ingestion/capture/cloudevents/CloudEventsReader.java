package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage.Events;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage.TooMany;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage.UnknownFormat;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP messages with CloudEvents (HTTP protocol binding 1.0.2). Thread-safe. */
public final class CloudEventsReader {
    private static final String PREFIX = "ce-";

    private final ReceivedEvent.Factory events;
    private final int maxEvents;

    /** @param segment reads the common form */
    public CloudEventsReader(SubmissionReader segment, CaptureConfig config) {
        this.events = new ReceivedEvent.Factory(segment, config);
        this.maxEvents = config.maxBatchEvents();
    }

    /**
     * Reads a message.
     *
     * @param headers     all of the request, their names in any case
     * @param contentType value of that header; null where there is none
     */
    public CloudEventsMessage read(Map<String, String> headers, @Nullable String contentType, byte[] body) {
        return switch (ContentMode.of(contentType)) {
            case BINARY -> new Events(false, List.of(binary(headers, contentType, body)));
            case STRUCTURED -> new Events(false, List.of(structured(contentType, body)));
            case BATCHED -> batch(contentType, body);
            case UNKNOWN_FORMAT -> new UnknownFormat();
        };
    }

    private ReceivedEvent binary(Map<String, String> headers, @Nullable String contentType, byte[] body) {
        var attributes = new LinkedHashMap<String, String>();
        Optional<String> problem = Optional.empty();
        for (var header : headers.entrySet()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            try {
                attributes.put(name.substring(PREFIX.length()), HeaderText.decoded(header.getValue()));
            } catch (IllegalArgumentException e) {
                problem = problem.or(() -> Optional.of("header " + name + " " + e.getMessage()));
            }
        }
        return events.binary(Envelope.of(attributes, contentType, body), body, problem);
    }

    private ReceivedEvent structured(@Nullable String contentType, byte[] body) {
        var utf8 = utf8(contentType, body);
        try {
            return events.structured(JsonBody.value(utf8));
        } catch (JsonProcessingException e) {
            return events.unreadable(utf8, "the body is not valid JSON" + JsonBody.place(e));
        }
    }

    private CloudEventsMessage batch(@Nullable String contentType, byte[] body) {
        var utf8 = utf8(contentType, body);
        try {
            var items = JsonBody.values(utf8, maxEvents);
            return items.size() > maxEvents
                    ? new TooMany(maxEvents)
                    : new Events(true, items.stream().map(events::structured).toList());
        } catch (JsonProcessingException e) {
            var problem = "the body must be a JSON array of CloudEvents" + JsonBody.place(e);
            return new Events(false, List.of(events.unreadable(utf8, problem)));
        }
    }

    private static byte[] utf8(@Nullable String contentType, byte[] body) {
        return EventData.utf8(body, MediaType.of(contentType).charsetOrUtf8());
    }
}
