package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts U+FFFD in the place of what a text must not hold: NUL, which databases refuse, and halves of surrogate pairs,
 * which UTF-8 cannot express. It is done once, before anything is hashed or used as a key, so that every
 * later reader sees the same text.
 */
final class UnicodeRepair {
    private static final char REPLACEMENT = '\uFFFD';

    private UnicodeRepair() {}

    /** Whether every text and every name of a field in it can be kept as it is. */
    static boolean isValid(JsonNode value) {
        // Loops, not streams: every text of every event comes through here.
        if (value instanceof ObjectNode object) {
            for (var field : object.properties()) {
                if (!isValid(field.getKey()) || !isValid(field.getValue())) {
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
        return !value.isTextual() || isValid(value.textValue());
    }

    /** A copy in which every text is valid. */
    static JsonNode repaired(JsonNode value) {
        if (value instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(repaired(field.getKey()), repaired(field.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(repaired(item)));
            return copy;
        }
        return value.isTextual() ? JsonNodeFactory.instance.textNode(repaired(value.textValue())) : value;
    }

    private static boolean isValid(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (isBroken(text, index)) {
                return false;
            }
        }
        return true;
    }

    private static String repaired(String text) {
        var result = new StringBuilder(text);
        for (var index = 0; index < text.length(); index++) {
            if (isBroken(text, index)) {
                result.setCharAt(index, REPLACEMENT);
            }
        }
        return result.toString();
    }

    private static boolean isBroken(String text, int index) {
        var character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return character == 0;
    }
}
