package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Gives an event what its batch says once for all: objects are merged key by key, and the event's own value wins. */
final class SharedFields {
    private SharedFields() {}

    /** The merged event in JSON, UTF-8; the event itself is left as it is. */
    static byte[] mergedInto(JsonNode event, ObjectNode shared) {
        ObjectNode merged = event.deepCopy();
        merge(merged, shared);
        return written(merged);
    }

    /** JSON in UTF-8. */
    static byte[] written(JsonNode event) {
        try {
            return SubmissionReader.JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of valid texts can be written", e);
        }
    }

    private static void merge(ObjectNode own, ObjectNode shared) {
        for (var field : shared.properties()) {
            var mine = own.get(field.getKey());
            var empty = mine != null
                    && EventFields.isEmptyObject(mine)
                    && field.getValue().isObject();
            if (mine == null || mine.isNull() || empty) {
                own.set(field.getKey(), field.getValue());
            } else if (mine instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                merge(object, more);
            }
        }
    }
}
