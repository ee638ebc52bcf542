package dev.rapport.tuning.outcomes.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rapport.runtime.json.Json;
import java.util.Map;

/** Reads the traits of a profile. */
public final class TraitsJson {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private TraitsJson() {}

    /** The fields of a JSON object; none of a text that is not one. */
    public static Map<String, Object> read(String json) {
        try {
            var traits = Json.strict().readTree(json);
            return traits.isObject() ? Json.strict().convertValue(traits, FIELDS) : Map.of();
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
