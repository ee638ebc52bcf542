package dev.rapport.ingestion.capture;

import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.EventCheck.BrokenRuleException;

/** Gives an event what its batch says once for all: objects are merged key by key, and the event's own value wins. */
final class SharedFields {
    private SharedFields() {}

    /** The merged event in JSON, UTF-8; the event itself is left as it is. */
    static byte[] mergedInto(JsonNode event, ObjectNode shared) throws BrokenRuleException {
        ObjectNode merged = event.deepCopy();
        merge(merged, shared);
        try {
            return SubmissionReader.JSON.writeValueAsBytes(merged);
        } catch (JsonProcessingException e) {
            throw new BrokenRuleException(INVALID_FIELD, "every text has to be valid Unicode");
        }
    }

    private static void merge(ObjectNode own, ObjectNode shared) {
        for (var field : shared.properties()) {
            var mine = own.get(field.getKey());
            if (mine == null || mine.isNull()) {
                own.set(field.getKey(), field.getValue());
            } else if (mine instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                merge(object, more);
            }
        }
    }
}
