package dev.rapport.quickstart.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether JSON holds what is expected of it: all named fields of an object, every item of an array. */
final class Subset {
    private Subset() {}

    /** Differences, each with its path; none when it matches. */
    static List<String> differences(String path, JsonNode expected, JsonNode actual) {
        var found = new ArrayList<String>();
        compare(path, expected, actual, found);
        return found;
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isObject() && actual.isObject()) {
            expected.properties()
                    .forEach(field ->
                            compare(path + "." + field.getKey(), field.getValue(), actual.path(field.getKey()), found));
        } else if (expected.isArray() && actual.isArray()) {
            if (expected.size() != actual.size()) {
                found.add(path + " has " + actual.size() + " items, expected " + expected.size() + ": " + actual);
                return;
            }
            for (var i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i), found);
            }
        } else if (!isSame(expected, actual)) {
            found.add(path + " is " + (actual.isMissingNode() ? "absent" : actual) + ", expected " + expected);
        }
    }

    private static boolean isSame(JsonNode expected, JsonNode actual) {
        if (expected.isNull()) {
            return actual.isNull() || actual.isMissingNode();
        }
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return expected.equals(actual);
    }
}
