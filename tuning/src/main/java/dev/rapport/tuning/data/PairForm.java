package dev.rapport.tuning.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.JsonFault;
import java.util.ArrayList;

/** What a line holds that is not a pair, for messages: data for training comes in many forms. */
final class PairForm {
    private static final String EXPECTED = "; expected {\"prompt\": \"…\", \"reply\": \"…\"} on one line";
    private static final int MAX_SHOWN = 40;

    private PairForm() {}

    /** Of a line that is not JSON, or a part of it only. */
    static String notJson(String line, JsonProcessingException failure) {
        var text = line.strip();
        if (text.startsWith("[")) {
            return array();
        }
        if (failure instanceof JsonEOFException) {
            return "an unfinished JSON object: it goes over several lines or is cut off" + EXPECTED;
        }
        if (!text.startsWith("{")) {
            return "not JSON, found " + shown(text) + EXPECTED;
        }
        return "not JSON: " + JsonFault.of(failure) + EXPECTED;
    }

    /** Of JSON that is not an object. */
    static String notAnObject(JsonNode json) {
        return json.isArray() ? array() : "not a JSON object, found " + shown(json.toString()) + EXPECTED;
    }

    /** Of an object that does not have a field. */
    static String missing(String field, JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(name -> names.add("\"" + shown(name) + "\""));
        var found = names.isEmpty() ? "no field" : String.join(", ", names);
        var kind = object.path("messages").isArray() ? " of a chat" : "";
        return "\"" + field + "\" is missing, found " + found + kind + EXPECTED;
    }

    private static String array() {
        return "a JSON array" + EXPECTED + "; jq -c '.[]' FILE writes the elements of an array so";
    }

    private static String shown(String text) {
        var safe = text.replaceAll("\\p{Cntrl}", "?");
        return safe.length() <= MAX_SHOWN ? safe : safe.substring(0, MAX_SHOWN) + "…";
    }
}
