package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts U+FFFD in the place of what a text must not hold: NUL, which databases refuse, and halves of surrogate pairs,
 * which UTF-8 cannot express. It is done once, before anything is hashed or used as a key, so that all who come after see
 * the same text.
 */
final class UnicodeRepair {
    private static final char REPLACEMENT = '\uFFFD';

    private UnicodeRepair() {}

    /** The same value when nothing was wrong with it, else a copy; names of fields count as texts. */
    static JsonNode of(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object(object);
        }
        if (value instanceof ArrayNode array) {
            return array(array);
        }
        if (!value.isTextual()) {
            return value;
        }
        var text = value.textValue();
        var repaired = of(text);
        return repaired.equals(text) ? value : JsonNodeFactory.instance.textNode(repaired);
    }

    private static JsonNode object(ObjectNode object) {
        var copy = JsonNodeFactory.instance.objectNode();
        var changed = false;
        for (var field : object.properties()) {
            var name = of(field.getKey());
            var value = of(field.getValue());
            changed |= value != field.getValue() || !name.equals(field.getKey());
            copy.set(name, value);
        }
        return changed ? copy : object;
    }

    private static JsonNode array(ArrayNode array) {
        var copy = JsonNodeFactory.instance.arrayNode(array.size());
        var changed = false;
        for (var item : array) {
            var value = of(item);
            changed |= value != item;
            copy.add(value);
        }
        return changed ? copy : array;
    }

    static String of(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (isBroken(text, index)) {
                return repaired(text);
            }
        }
        return text;
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
