package dev.rapport.runtime.consent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rapport.runtime.consent.ConsentReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that may be broken, up to where it breaks: for finding what must not be lost, never for taking an event as
 * it is. Any size of numbers and depth; objects under a doubled key become one, in which a no stays; bytes that are not
 * UTF-8 become U+FFFD. Thread-safe.
 */
public final class LenientJson {
    /** Whatever lies deeper is passed over. */
    private static final int MAX_DEPTH = 12;

    private static final int MAX_NUMBER = 40;

    private static final String ROOT = "";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private LenientJson() {}

    /** The fields of the object that the bytes begin with; empty when they begin with something else. */
    public static Map<String, @Nullable Object> object(byte[] bytes) {
        return asObject(value(bytes));
    }

    /** The value that a text holds; null where nothing of it can be read. */
    public static @Nullable Object ofText(String text) {
        return value(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of several objects, as those of one whose keys are doubled. */
    public static Map<String, @Nullable Object> merged(List<byte[]> objects) {
        var root = new HashMap<String, @Nullable Object>();
        objects.forEach(object -> readInto(root, object));
        return asObject(root.get(ROOT));
    }

    /**
     * The events of a body.
     *
     * @param events   those of its {@code batch}, those of an array, or the one that it is; those of arrays in arrays too,
     *     of an object whose keys are numbers (an array, as PHP writes it), and of a {@code batch} that is one event or a text of JSON
     * @param envelope what is around the {@code batch}; empty where there is none
     */
    public record Body(List<Map<String, @Nullable Object>> events, Map<String, @Nullable Object> envelope) {}

    /** The events of a body, and what is around them. */
    public static Body body(byte[] bytes) {
        var value = value(bytes);
        var object = asObject(value);
        var events = new ArrayList<Map<String, @Nullable Object>>();
        var batch = object.get("batch") instanceof String text ? ofText(text) : object.get("batch");
        if (batch instanceof List<?> || batch instanceof Map<?, ?>) {
            addEvents(events, batch);
            return new Body(events, object);
        }
        addEvents(events, value);
        return new Body(events, Map.of());
    }

    private static void addEvents(List<Map<String, @Nullable Object>> events, @Nullable Object value) {
        if (value instanceof List<?> items) {
            items.forEach(item -> addEvents(events, item));
            return;
        }
        var object = asObject(value);
        if (!object.isEmpty() && object.keySet().stream().allMatch(LenientJson::isIndex)) {
            object.values().forEach(item -> addEvents(events, item));
        } else {
            events.add(object);
        }
    }

    private static boolean isIndex(String key) {
        return !key.isEmpty() && key.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? (Map<String, @Nullable Object>) fields : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> asList(List<?> items) {
        return (List<@Nullable Object>) items;
    }

    private static @Nullable Object value(byte[] bytes) {
        // What is read before the text breaks off is in here by then.
        var root = new HashMap<String, @Nullable Object>();
        readInto(root, bytes);
        return root.get(ROOT);
    }

    private static void readInto(Map<String, @Nullable Object> root, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        try (var parser = FACTORY.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            if (parser.nextToken() != null) {
                read(parser, new Field(root, ROOT, false), 0);
            }
        } catch (IOException e) {
            // Told as a rejection by whoever reads strictly.
        }
    }

    private interface Place {
        void put(@Nullable Object value);

        /** What lies there already: its key is doubled. */
        default @Nullable Object before() {
            return null;
        }
    }

    /**
     * A field of an object. Of a doubled key the last value counts, as everywhere else, but objects and lists become one,
     * and below the event itself, where consents are, a no stays.
     */
    private record Field(Map<String, @Nullable Object> fields, String name, boolean keepsNo) implements Place {
        @Override
        public @Nullable Object before() {
            return fields.get(name);
        }

        @Override
        public void put(@Nullable Object value) {
            var before = before();
            if (before == null || (value != null && !stays(before, value))) {
                fields.put(name, value);
            }
        }

        /** No look into what lies there: doubled a thousand times, it would be looked at a thousand times. */
        private boolean stays(Object before, Object value) {
            var filled = before instanceof Map<?, ?> || before instanceof List<?>;
            return filled ? !ConsentReader.isNo(value) : keepsNo && ConsentReader.isNo(before);
        }
    }

    /** Containers are put into their place before they are filled. */
    private static void read(JsonParser parser, Place place, int depth) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                var fields = place.before() instanceof Map<?, ?> before
                        ? asObject(before)
                        : new LinkedHashMap<String, @Nullable Object>();
                place.put(fields);
                if (depth == MAX_DEPTH) {
                    parser.skipChildren();
                    return;
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var name = parser.currentName();
                    parser.nextToken();
                    read(parser, new Field(fields, name, depth > 0), depth + 1);
                }
            }
            case START_ARRAY -> {
                var items =
                        place.before() instanceof List<?> before ? asList(before) : new ArrayList<@Nullable Object>();
                place.put(items);
                if (depth == MAX_DEPTH) {
                    parser.skipChildren();
                    return;
                }
                while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
                    read(parser, items::add, depth + 1);
                }
            }
            case VALUE_STRING -> place.put(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> place.put(number(parser.getText()));
            case VALUE_TRUE -> place.put(true);
            case VALUE_FALSE -> place.put(false);
            default -> place.put(null);
        }
    }

    private static @Nullable Object number(String text) {
        try {
            return text.length() <= MAX_NUMBER ? new BigDecimal(text) : null;
        } catch (NumberFormatException e) {
            // NaN, or an exponent beyond all bounds: it says neither who nor no.
            return null;
        }
    }
}
