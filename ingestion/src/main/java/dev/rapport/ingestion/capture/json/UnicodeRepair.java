package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.runtime.value.StorableText;

/** Repairs the texts and the names of fields in JSON, once: see {@link StorableText}. */
final class UnicodeRepair {
    private UnicodeRepair() {}

    /** Whether every text and every name of a field in it can be kept as it is. */
    static boolean isValid(JsonNode value) {
        // Loops, not streams: every text of every event comes through here.
        if (value instanceof ObjectNode object) {
            for (var field : object.properties()) {
                if (!StorableText.isStorable(field.getKey()) || !isValid(field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof ArrayNode array) {
            for (var item : array) {
                if (!isValid(item)) {
                    return false;
                }
            }
            return true;
        }
        return !value.isTextual() || StorableText.isStorable(value.textValue());
    }

    /** A copy in which every text is valid. */
    static JsonNode repaired(JsonNode value) {
        if (value instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field -> copy.set(StorableText.repaired(field.getKey()), repaired(field.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(repaired(item)));
            return copy;
        }
        return value.isTextual() ? JsonNodeFactory.instance.textNode(StorableText.repaired(value.textValue())) : value;
    }
}
