package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a request and keeps the bytes of every event as they were sent. UTF-8 only, as JSON between systems
 * has to be (RFC 8259). Stateless and thread-safe.
 */
public final class SubmissionReader {
    /** Decimals stay as written: {@code 19.90} is not 19.9, and nothing goes through floating point. */
    static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader TREE = JSON.readerFor(JsonNode.class);
    private static final String WRITE_KEY = "writeKey";

    private final int maxEvents;

    /** @param maxEvents most events in one body */
    public SubmissionReader(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** Reads a body that is one event. */
    public Submission single(EventType call, byte[] body) {
        try (var parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                return unreadable(Optional.empty(), RejectionReason.NOT_AN_OBJECT, "the body is empty");
            }
            JsonNode event = TREE.readValue(parser);
            requireEnd(parser);
            return new Events(
                    text(event.get(WRITE_KEY)),
                    Optional.of(call),
                    List.of(new Item(event, ByteBuffer.wrap(body))),
                    nothingShared());
        } catch (IOException e) {
            return notJson(e);
        }
    }

    /** Reads a body that is an object with an array {@code batch}. */
    public Submission batch(byte[] body) {
        try (var parser = JSON.createParser(body)) {
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
                        "the body has to be a JSON object with an array batch");
            }
            return envelope(parser, body);
        } catch (IOException e) {
            return notJson(e);
        }
    }

    private Submission envelope(JsonParser parser, byte[] body) throws IOException {
        Optional<String> writeKey = Optional.empty();
        List<Item> items = null;
        JsonNode sentAt = null;
        var fields = JSON.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case WRITE_KEY -> writeKey = text(TREE.readValue(parser));
                case "sentAt" -> sentAt = TREE.readValue(parser);
                case "context", "integrations" -> fields.set(name, TREE.<JsonNode>readValue(parser));
                case "batch" -> items = items(parser, body);
                default -> parser.skipChildren();
            }
        }
        requireEnd(parser);
        if (items == null) {
            return unreadable(
                    writeKey, RejectionReason.INVALID_FIELD, "batch is missing: it has to be an array of events");
        }
        if (items.size() > maxEvents) {
            return new TooMany(writeKey, maxEvents);
        }
        for (var name : List.of("context", "integrations")) {
            if (fields.path(name).isNull()) {
                fields.remove(name);
            }
        }
        if (fields.has("context") && !fields.path("context").isObject()) {
            return unreadable(writeKey, RejectionReason.INVALID_FIELD, "context of the batch has to be an object");
        }
        var size = fields.isEmpty() ? 0 : JSON.writeValueAsBytes(fields).length;
        return new Events(writeKey, Optional.empty(), List.copyOf(items), new Shared(fields, size, sentAt));
    }

    /** At most one event beyond the limit is kept; the rest is only checked to be JSON. */
    private @Nullable List<Item> items(JsonParser parser, byte[] body) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        var items = new ArrayList<Item>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() > maxEvents) {
                parser.skipChildren();
                continue;
            }
            var start = (int) parser.currentTokenLocation().getByteOffset();
            JsonNode event = TREE.readValue(parser);
            parser.finishToken();
            var end = (int) parser.currentLocation().getByteOffset();
            items.add(new Item(event, ByteBuffer.wrap(body, start, end - start).slice()));
        }
        return items;
    }

    private static Shared nothingShared() {
        return new Shared(new ObjectNode(JsonNodeFactory.instance), 0, null);
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
