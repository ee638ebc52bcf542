package dev.rapport.ingestion.capture.cdc.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rapport.ingestion.capture.cdc.LogicalType;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Connect's {@code JsonConverter} wrote, with and without {@code schemas.enable}. Where there is a schema, numbers and
 * bytes become what its semantic types say.
 */
final class JsonReader implements ConnectReader {
    private static final ObjectReader JSON =
            JsonItemReader.JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String SCHEMA = "schema";
    private static final String PAYLOAD = "payload";

    @Override
    public @Nullable Object read(String topic, byte[] bytes) throws UnreadableBytesException {
        try {
            JsonNode json = JSON.readValue(bytes);
            return isEnvelope(json) ? value(json.get(SCHEMA), json.get(PAYLOAD)) : plain(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new UnreadableBytesException("not valid JSON" + place);
        } catch (IOException | NumberFormatException e) {
            throw new UnreadableBytesException(
                    "not JSON that can be read: " + e.getClass().getSimpleName());
        }
    }

    /** JSON in a text; the text where it is none. */
    static Object embedded(String text) {
        try {
            var json = plain(JSON.readValue(text));
            return json == null ? text : json;
        } catch (IOException | NumberFormatException e) {
            return text;
        }
    }

    private static boolean isEnvelope(JsonNode json) {
        return json.size() == 2
                && json.has(PAYLOAD)
                && (json.path(SCHEMA).isObject()
                        || (json.has(SCHEMA) && json.get(SCHEMA).isNull()));
    }

    private static @Nullable Object value(JsonNode schema, JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return null;
        }
        var name = schema.path("name").asText();
        if (name.equals(LogicalType.VARIABLE_SCALE_DECIMAL)
                && json.path("value").isTextual()) {
            return decimal(json.get("value"), json.path("scale").asInt());
        }
        return switch (schema.path("type").asText()) {
            case "struct" -> struct(schema, json);
            case "array" -> array(schema.path("items"), json);
            case "map" -> map(schema.path("values"), json);
            default -> scalar(name, schema, json);
        };
    }

    private static @Nullable Object scalar(String name, JsonNode schema, JsonNode json) {
        if (name.equals(LogicalType.DECIMAL) && json.isTextual()) {
            return decimal(json, schema.path("parameters").path("scale").asInt());
        }
        if (name.equals(LogicalType.JSON) && json.isTextual()) {
            return embedded(json.textValue());
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            var number = json.longValue();
            return LogicalType.named(name).map(type -> type.value(number)).orElseGet(json::decimalValue);
        }
        return plain(json);
    }

    private static Object decimal(JsonNode base64, int scale) {
        try {
            return LogicalType.decimal(Base64.getDecoder().decode(base64.textValue()), scale);
        } catch (IllegalArgumentException e) {
            // Written as text by another converter.
            return base64.textValue();
        }
    }

    private static @Nullable Object struct(JsonNode schema, JsonNode json) {
        if (!json.isObject()) {
            return plain(json);
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : schema.path("fields")) {
            var column = field.path("field").asText();
            if (json.has(column)) {
                values.put(column, value(field, json.get(column)));
            }
        }
        // What the schema does not name is kept as it is.
        json.properties().forEach(field -> values.putIfAbsent(field.getKey(), plain(field.getValue())));
        return values;
    }

    private static @Nullable Object array(JsonNode items, JsonNode json) {
        if (!json.isArray()) {
            return plain(json);
        }
        var values = new ArrayList<@Nullable Object>();
        json.forEach(item -> values.add(value(items, item)));
        return values;
    }

    private static @Nullable Object map(JsonNode schema, JsonNode json) {
        if (!json.isObject()) {
            return plain(json);
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(field -> values.put(field.getKey(), value(schema, field.getValue())));
        return values;
    }

    private static @Nullable Object plain(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> object(json);
            case ARRAY -> list(json);
            case NUMBER -> json.decimalValue();
            case BOOLEAN -> json.booleanValue();
            case NULL, MISSING -> null;
            default -> json.asText();
        };
    }

    private static Map<String, @Nullable Object> object(JsonNode json) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(field -> values.put(field.getKey(), plain(field.getValue())));
        return values;
    }

    private static Object list(JsonNode json) {
        var values = new ArrayList<@Nullable Object>();
        json.forEach(item -> values.add(plain(item)));
        return values;
    }
}
