package dev.rapport.ingestion.capture.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.ingestion.capture.plan.PlanSchema.Broken;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event of the plan.
 *
 * @param label    its name, for messages and counters
 * @param action   what becomes of one that breaks a schema
 * @param schemas  by the field of the event that they are about
 */
record PlannedEvent(String label, PlanAction action, Map<String, PlanSchema> schemas) {
    /** Fields of an event that a plan can have schemas for. */
    static final List<String> PARTS = List.of("properties", "traits", "context");

    /** The first rule that an event breaks, its path from the whole event. */
    Optional<Broken> check(JsonNode event) {
        for (var part : PARTS) {
            var schema = schemas.get(part);
            if (schema != null) {
                var broken = schema.check(value(event, part));
                if (broken.isPresent()) {
                    return broken.map(rule -> new Broken(rule.keyword(), "/" + part + rule.path(), rule.detail()));
                }
            }
        }
        return Optional.empty();
    }

    /** What is not there counts as an object without fields, and traits may be in the context. */
    private static JsonNode value(JsonNode event, String part) {
        var own = event.path(part);
        var value =
                part.equals("traits") && !own.isObject() ? event.path("context").path(part) : own;
        return value.isObject() ? value : JsonNodeFactory.instance.objectNode();
    }
}
