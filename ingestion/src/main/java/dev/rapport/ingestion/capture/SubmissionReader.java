package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.Submission.Events;
import dev.rapport.ingestion.capture.Submission.Item;
import dev.rapport.ingestion.capture.Submission.Shared;
import dev.rapport.ingestion.capture.Submission.TooMany;
import dev.rapport.ingestion.capture.Submission.Unreadable;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a request and keeps the bytes of every event as they were sent. UTF-8 only, as JSON between systems
 * must be (RFC 8259). The body is only taken apart here, without limits on numbers and names, and each of its values is
 * parsed by itself: one that no parser can take does not take the others along. Stateless and thread-safe.
 */
public final class SubmissionReader {
    /** For conversions between texts, trees and maps. */
    static final JsonMapper JSON = ItemReader.JSON;

    /** Deeper than any event of the size that is allowed, and not so deep that taking it apart takes all memory. */
    private static final int MAX_DEPTH = 100_000;

    private static final JsonFactory STRUCTURE = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final String WRITE_KEY = "writeKey";
    private static final List<String> SHARED = List.of("context", "integrations");

    private final int maxEvents;

    /** @param maxEvents most events in one body */
    public SubmissionReader(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** Reads a body that is one event. */
    public Submission single(EventType call, byte[] body) {
        try (var parser = STRUCTURE.createParser(body)) {
            if (parser.nextToken() == null) {
                return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is empty");
            }
            parser.skipChildren();
            requireEnd(parser);
            var item = ItemReader.read(body, 0, body.length);
            return new Events(text(item.json().get(WRITE_KEY)), Optional.of(call), List.of(item), nothingShared());
        } catch (IOException e) {
            return notJson(e);
        }
    }

    /** Reads a body that is an object with an array {@code batch}. */
    public Submission batch(byte[] body) {
        try (var parser = STRUCTURE.createParser(body)) {
            var first = parser.nextToken();
            if (first == null) {
                return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren();
                requireEnd(parser);
                return unreadable(
                        Optional.empty(),
                        RejectionReason.NOT_AN_OBJECT,
                        "the body must be a JSON object with an array batch");
            }
            return envelope(parser, body);
        } catch (IOException e) {
            return notJson(e);
        }
    }

    private Submission envelope(JsonParser parser, byte[] body) throws IOException {
        var fields = new HashMap<String, Item>();
        var contexts = new ArrayList<Item>();
        List<Item> items = null;
        var batchGiven = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case WRITE_KEY, "sentAt", "integrations" -> fields.put(name, item(parser, body));
                case "context" -> {
                    contexts.add(item(parser, body));
                    fields.put(name, contexts.get(contexts.size() - 1));
                }
                case "batch" -> {
                    batchGiven = true;
                    items = items(parser, body, items);
                }
                default -> parser.skipChildren();
            }
        }
        requireEnd(parser);
        var writeKey = Optional.ofNullable(fields.get(WRITE_KEY)).flatMap(item -> text(item.json()));
        if (items == null) {
            return unreadable(
                    writeKey,
                    RejectionReason.INVALID_FIELD,
                    batchGiven
                            ? "batch must be an array of events"
                            : "batch is missing: it must be an array of events");
        }
        if (items.size() > maxEvents) {
            return new TooMany(writeKey, maxEvents);
        }
        for (var name : SHARED) {
            var problem = problem(name, fields.get(name));
            if (problem.isPresent()) {
                return unreadable(writeKey, RejectionReason.INVALID_FIELD, problem.get());
            }
        }
        return new Events(writeKey, Optional.empty(), List.copyOf(items), shared(fields, contexts));
    }

    private static Optional<String> problem(String name, @Nullable Item item) {
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

    private static Shared shared(Map<String, Item> fields, List<Item> contexts) throws IOException {
        var given = JSON.createObjectNode();
        var repaired = false;
        for (var name : SHARED) {
            var item = fields.get(name);
            if (item != null && !isAbsent(item.json())) {
                given.set(name, item.json());
                repaired |= item.repaired();
            }
        }
        var sentAt = fields.get("sentAt");
        var size = given.isEmpty() ? 0 : JSON.writeValueAsBytes(given).length;
        var doubled = contexts.size() > 1 || contexts.stream().anyMatch(Item::doubled);
        return new Shared(
                given,
                size,
                sentAt == null ? null : sentAt.json(),
                repaired,
                doubled ? contexts.stream().map(Item::original).toList() : List.of());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isNull() || EventFields.isEmptyObject(node);
    }

    /** At most one event beyond the limit is kept; the rest is only checked to be JSON. */
    private @Nullable List<Item> items(JsonParser parser, byte[] body, @Nullable List<Item> before) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return before;
        }
        // Some send batch twice: the events of both count.
        var items = before == null ? new ArrayList<Item>() : before;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() > maxEvents) {
                parser.skipChildren();
                continue;
            }
            items.add(item(parser, body));
        }
        return items;
    }

    private static Item item(JsonParser parser, byte[] body) throws IOException {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return ItemReader.read(body, start, (int) parser.currentLocation().getByteOffset());
    }

    private static Shared nothingShared() {
        return new Shared(new ObjectNode(JsonNodeFactory.instance), 0, null, false, List.of());
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return Optional.ofNullable(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new TrailingContentException(parser);
        }
    }

    private static Unreadable unreadable(Optional<String> writeKey, RejectionReason reason, String detail) {
        return new Unreadable(writeKey, reason, detail);
    }

    /** The parser's own message may quote the body, which may be personal: only the place is told. */
    private static Unreadable notJson(IOException error) {
        var place = error instanceof JsonProcessingException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr() + ")"
                : "";
        return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is not valid JSON" + place);
    }

    private static final class TrailingContentException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        TrailingContentException(JsonParser parser) {
            super("something follows the JSON value", parser.currentTokenLocation());
        }
    }
}
