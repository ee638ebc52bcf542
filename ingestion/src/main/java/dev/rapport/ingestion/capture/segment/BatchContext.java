package dev.rapport.ingestion.capture.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.json.WrittenTime;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch says once for all its events.
 *
 * @param fields   {@code context} and {@code integrations}, those that were given
 * @param json     the same in JSON, UTF-8
 * @param sentAt   the sender's clock when it sent the batch
 * @param repaired whether a text in the fields was not valid Unicode
 * @param contextsWithRepeatedKeys every {@code context} as sent, UTF-8, where there are several or a key is repeated in one
 */
record BatchContext(
        ObjectNode fields,
        ByteBuffer json,
        WrittenTime sentAt,
        boolean repaired,
        List<ByteBuffer> contextsWithRepeatedKeys) {
    /** That of an event which is not in a batch, or whose batch says nothing. */
    static final BatchContext NONE = new BatchContext(
            new ObjectNode(JsonNodeFactory.instance), ByteBuffer.allocate(0), WrittenTime.ABSENT, false, List.of());

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** What it says, the sender's clock included, as one JSON object; null where it says nothing. */
    @Nullable ByteBuffer envelope() {
        var clock = sentAt.at();
        if (isEmpty() && clock == null) {
            return null;
        }
        var all = fields.deepCopy();
        if (clock != null) {
            all.put("sentAt", clock.toString());
        }
        return written(all);
    }

    /** An event's JSON with these fields, UTF-8: objects are merged key by key, and the event's own value wins. */
    ByteBuffer mergedInto(JsonItem event) {
        if (isBesideAllOf(event)) {
            return appendedTo(event.original());
        }
        // A tree that was read just now belongs to nobody else.
        ObjectNode merged = event.isWhole() ? event.json().deepCopy() : (ObjectNode) event.tree();
        merge(merged, fields);
        return written(merged);
    }

    /** Whether the event has none of these fields, so that its bytes can stay as they are. */
    private boolean isBesideAllOf(JsonItem event) {
        if (event.isWhole() || event.json().isEmpty()) {
            return false;
        }
        for (var field : fields.properties()) {
            if (event.json().has(field.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** @param event an object with a field, without blanks around it */
    private ByteBuffer appendedTo(ByteBuffer event) {
        var open = event.duplicate();
        open.limit(open.limit() - 1);
        var more = json.duplicate();
        more.position(more.position() + 1);
        return ByteBuffer.allocate(open.remaining() + 1 + more.remaining())
                .put(open)
                .put((byte) ',')
                .put(more)
                .flip();
    }

    /** JSON in UTF-8. */
    static ByteBuffer written(JsonNode event) {
        try {
            return ByteBuffer.wrap(JsonItemReader.JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of valid texts can be written", e);
        }
    }

    private static void merge(ObjectNode own, ObjectNode shared) {
        for (var field : shared.properties()) {
            var mine = own.get(field.getKey());
            var empty = mine != null
                    && JsonItem.isEmptyArray(mine)
                    && field.getValue().isObject();
            if (mine == null || mine.isNull() || empty) {
                own.set(field.getKey(), field.getValue());
            } else if (mine instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                merge(object, more);
            }
        }
    }
}
