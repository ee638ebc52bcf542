package dev.rapport.ingestion.capture.segment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.json.WrittenTime;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.TooMany;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a request and keeps the bytes of every event as they were sent. UTF-8 only, as JSON between systems
 * must be (RFC 8259). The body is divided in one pass, without limits on numbers and names, in which the fields of its
 * events are found too; a value that needs more is parsed by itself, so that one that no parser takes leaves the others
 * alone. Thread-safe.
 */
public final class SubmissionReader {
    private static final String WRITE_KEY = "writeKey";
    private static final List<String> SHARED = List.of("context", "integrations");

    private final CaptureConfig config;
    private final SegmentRules rules;

    public SubmissionReader(CaptureConfig config, Sources sources) {
        this.config = config;
        this.rules = new SegmentRules(config, sources);
    }

    /**
     * Reads a body.
     *
     * @param call what its path says about its one event; empty for an object with an array {@code batch}, where every
     *     event says it itself
     */
    public Submission read(Optional<EventType> call, byte[] body) {
        try (var parser = JsonBody.parser(body)) {
            var first = parser.nextToken();
            if (first == null) {
                return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is empty", body);
            }
            if (call.isEmpty() && first == JsonToken.START_OBJECT) {
                return envelope(parser, body);
            }
            if (call.isPresent()) {
                return single(call.get(), parser, body);
            }
            parser.skipChildren();
            JsonBody.requireEnd(parser);
            return unreadable(
                    Optional.empty(),
                    RejectionReason.NOT_AN_OBJECT,
                    "the body must be a JSON object with an array batch",
                    body);
        } catch (IOException e) {
            return notJson(e, body);
        }
    }

    private Submission single(EventType call, JsonParser parser, byte[] body) throws IOException {
        var item = SegmentFields.reader().readBody(parser, body);
        JsonBody.requireEnd(parser);
        var event = new SegmentEvent(item, Optional.of(call), BatchContext.NONE, rules);
        return new Events(text(item.json().get(WRITE_KEY)), List.of(event));
    }

    private Submission envelope(JsonParser parser, byte[] body) throws IOException {
        var fields = new HashMap<String, JsonItem>();
        var contexts = new ArrayList<JsonItem>();
        List<JsonItem> items = null;
        var batchGiven = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case WRITE_KEY, "sentAt", "integrations" -> fields.put(name, JsonBody.item(parser, body));
                case "context" -> {
                    contexts.add(JsonBody.item(parser, body));
                    fields.put(name, contexts.get(contexts.size() - 1));
                }
                case "batch" -> {
                    batchGiven = true;
                    items = items(parser, body, items);
                }
                default -> parser.skipChildren();
            }
        }
        JsonBody.requireEnd(parser);
        var writeKey = Optional.ofNullable(fields.get(WRITE_KEY)).flatMap(item -> text(item.json()));
        if (items == null) {
            return unreadable(
                    writeKey,
                    RejectionReason.INVALID_FIELD,
                    batchGiven ? "batch must be an array of events" : "batch is missing: it must be an array of events",
                    body);
        }
        if (items.size() > config.maxBatchEvents()) {
            return new TooMany(writeKey, config.maxBatchEvents());
        }
        for (var name : SHARED) {
            var problem = problem(name, fields.get(name));
            if (problem.isPresent()) {
                return unreadable(writeKey, RejectionReason.INVALID_FIELD, problem.get(), body);
            }
        }
        var batch = context(fields, contexts);
        return new Events(
                writeKey,
                items.stream()
                        .map(item -> new SegmentEvent(item, Optional.empty(), batch, rules))
                        .toList());
    }

    private static Optional<String> problem(String name, @Nullable JsonItem item) {
        if (item == null) {
            return Optional.empty();
        }
        if (item.problem().isPresent()) {
            return item.problem().map(problem -> name + " of the batch: " + problem);
        }
        return name.equals("context") && !isAbsent(item.json()) && !item.json().isObject()
                ? Optional.of("context of the batch must be an object")
                : Optional.empty();
    }

    private static BatchContext context(Map<String, JsonItem> fields, List<JsonItem> contexts) {
        var given = JsonItemReader.JSON.createObjectNode();
        var repaired = false;
        for (var name : SHARED) {
            var item = fields.get(name);
            if (item != null && !isAbsent(item.json())) {
                given.set(name, item.json());
                repaired |= item.repaired();
            }
        }
        var sentAt = fields.get("sentAt");
        var repeated = contexts.size() > 1 || contexts.stream().anyMatch(JsonItem::hasRepeatedKey);
        return new BatchContext(
                given,
                BatchContext.written(given),
                sentAt == null ? WrittenTime.ABSENT : WrittenTime.of(sentAt.json()),
                repaired,
                repeated ? contexts.stream().map(JsonItem::original).toList() : List.of());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isNull() || JsonItem.isEmptyArray(node);
    }

    /** At most one event beyond the limit is kept; the rest is only checked to be JSON. */
    private @Nullable List<JsonItem> items(JsonParser parser, byte[] body, @Nullable List<JsonItem> before)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return before;
        }
        // Some send batch twice: the events of both count.
        var items = before == null ? new ArrayList<JsonItem>() : before;
        var events = SegmentFields.reader();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() > config.maxBatchEvents()) {
                parser.skipChildren();
                continue;
            }
            items.add(events.read(parser, body));
        }
        return items;
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return Optional.ofNullable(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Unreadable unreadable(
            Optional<String> writeKey, RejectionReason reason, String detail, byte[] body) {
        return new Unreadable(writeKey, reason, detail, ByteBuffer.wrap(body));
    }

    private static Unreadable notJson(IOException error, byte[] body) {
        var place = error instanceof JsonProcessingException json ? JsonBody.place(json) : "";
        return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is not valid JSON" + place, body);
    }
}
