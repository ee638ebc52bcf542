package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.NestedRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of a file of JSON objects.
 *
 * @param place   file and line
 * @param values  empty where it cannot be read
 * @param problem why it cannot be
 */
record JsonRow(String place, NestedRow values, String written, Optional<String> problem) implements SourceRow {
    private static final JsonMapper JSON = Json.exactNumbers();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    /** @param number that no other value of the file has */
    static JsonRow of(String place, long number, String line) {
        var identity = List.of(Long.toString(number), line);
        try {
            var values = JSON.readValue(line, OBJECT);
            return new JsonRow(place, new NestedRow(values, identity), line, Optional.empty());
        } catch (JsonProcessingException | NumberFormatException e) {
            // An exponent beyond all bounds is JSON, but no number.
            return new JsonRow(place, new NestedRow(Map.of(), identity), line, Optional.of("not a JSON object"));
        }
    }

    @Override
    public Optional<Object> value(String name) {
        return values.value(name);
    }

    @Override
    public List<String> identity() {
        return values.identity();
    }

    @Override
    public Object original() {
        return written;
    }
}
