package dev.rapport.factory.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a prompt, read back. */
final class PromptFields {
    private PromptFields() {}

    /** Values by field, in the order of the lines; of {@code because} what was viewed, added or bought. */
    static Map<String, String> of(String prompt) {
        var fields = new LinkedHashMap<String, String>();
        for (var line : prompt.split("\n")) {
            var colon = line.indexOf(": ");
            if (colon > 0) {
                var field = line.substring(0, colon);
                var value = line.substring(colon + 2);
                fields.put(field, field.equals("because") ? value.substring(value.indexOf(' ') + 1) : value);
            }
        }
        return fields;
    }
}
