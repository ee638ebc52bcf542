package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules of CloudEvents 1.0 for attributes; the SDK knows those of single values. The time is not among them: one that
 * cannot be read is flagged, as of every other producer.
 */
final class AttributeCheck {
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
    private static final String TIME = "time";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,100}");
    private static final Map<String, String> RULES = Map.of(
            "source", "must be a URI reference",
            "dataschema", "must be an absolute URI");

    private AttributeCheck() {}

    /** What is wrong, one sentence that names the attribute and the rule and no value; empty when nothing is. */
    static Optional<String> problem(Map<String, JsonNode> attributes) {
        for (var name : REQUIRED) {
            var value = attributes.get(name);
            if (value == null || value.asText().isEmpty()) {
                return Optional.of("attribute " + name + " is required");
            }
        }
        for (var attribute : attributes.entrySet()) {
            var problem = problem(attribute.getKey(), attribute.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String name, JsonNode value) {
        if (!NAME.matcher(name).matches()) {
            // The name itself is not repeated: it may be any text.
            return Optional.of("names of attributes must consist of lower-case letters and digits");
        }
        if (!value.isTextual() && !value.isBoolean() && !value.isIntegralNumber()) {
            return Optional.of("attribute " + name + " must be a string, an integer or a boolean");
        }
        if (name.equals("specversion")) {
            return value.asText().equals("1.0") ? Optional.empty() : Optional.of("attribute specversion must be 1.0");
        }
        if (RULES.containsKey(name) && !isValid(name, value.asText())) {
            return Optional.of("attribute " + name + " " + RULES.get(name));
        }
        return !name.equals(TIME) || value.isTextual()
                ? Optional.empty()
                : Optional.of("attribute time must be a string");
    }

    private static boolean isValid(String name, String value) {
        try {
            CloudEventBuilder.v1().withContextAttribute(name, value);
            return true;
        } catch (CloudEventRWException e) {
            return false;
        }
    }
}
