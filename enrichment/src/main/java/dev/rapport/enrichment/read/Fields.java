package dev.rapport.enrichment.read;

import dev.rapport.runtime.consent.JsonMaps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with a path, read by expectation. A field that is absent or null is empty; one of another kind is an
 * {@link InvalidFieldException}.
 */
record Fields(String path, Map<String, @Nullable Object> values) {
    /** Longest id or name that is kept of a customer, in characters. */
    static final int MAX_NAME = 256;

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("[+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})");

    private static final Fields NONE = new Fields("", Map.of());

    /** The object under a name; one without fields when it is absent. */
    Fields object(String name) {
        var value = values.get(name);
        return value == null ? NONE : new Fields(pathOf(name), asMap(pathOf(name), value));
    }

    /**
     * These fields, and those of another object that are absent or null here; objects under the same name are merged in
     * the same way. What is found from then on is told with the path of this object.
     */
    Fields orElse(Fields others) {
        return others.values.isEmpty()
                ? this
                : new Fields(path.isEmpty() ? others.path : path, JsonMaps.merged(values, others.values));
    }

    /**
     * The objects of an array under a name; empty when it is absent. PHP and carts write an array as an object whose
     * values are its items; an object that has other values is one item.
     */
    List<Fields> objects(String name) {
        var value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(Map.class::isInstance)
                    ? items(name, map.values())
                    : items(name, List.of(map));
        }
        if (!(value instanceof List<?> items)) {
            throw new InvalidFieldException(pathOf(name), "must be an array");
        }
        return items(name, items);
    }

    private List<Fields> items(String name, Collection<?> items) {
        var objects = new ArrayList<Fields>(items.size());
        for (var item : items) {
            var itemPath = pathOf(name) + "[" + objects.size() + "]";
            objects.add(new Fields(itemPath, asMap(itemPath, item)));
        }
        return objects;
    }

    /** The first of some names that has a text or a number, as text; blank counts as absent. */
    Optional<String> text(String... names) {
        return text(Integer.MAX_VALUE, names);
    }

    /** As {@link #text}, of at most {@link #MAX_NAME} characters; longer ones are refused. */
    Optional<String> name(String... names) {
        return text(MAX_NAME, names);
    }

    private Optional<String> text(int longest, String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value == null) {
                continue;
            }
            if (!(value instanceof String) && !(value instanceof Number)) {
                throw new InvalidFieldException(pathOf(name), "must be a string");
            }
            var text = value instanceof BigDecimal number ? number.toString() : value.toString();
            if (text.strip().length() > longest) {
                throw new InvalidFieldException(pathOf(name), "must have at most " + longest + " characters");
            }
            if (!text.isBlank()) {
                return Optional.of(text.strip());
            }
        }
        return Optional.empty();
    }

    /**
     * The first of some names that has a number. A text of ASCII digits counts as one, with a sign and a decimal point at
     * most: no exponent, no grouping, no currency, as these are read in more than one way. Blank counts as absent.
     */
    Optional<Numeric> number(String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value != null && !(value instanceof String text && text.isBlank())) {
                var number =
                        decimal(value).orElseThrow(() -> new InvalidFieldException(pathOf(name), "must be a number"));
                return Optional.of(new Numeric(pathOf(name), number));
            }
        }
        return Optional.empty();
    }

    /**
     * As {@link #text}, for what no event is rejected for: values of another kind count as absent, and so does a text that is
     * longer.
     */
    @Nullable String anyText(int longest, String... names) {
        for (var name : names) {
            var value = values.get(name);
            var text = value instanceof String || value instanceof Number
                    ? String.valueOf(value).strip()
                    : "";
            if (!text.isEmpty() && text.length() <= longest) {
                return text;
            }
        }
        return null;
    }

    /** As {@link #number}, for what no event is rejected for: empty where the value is not a number. */
    Optional<Numeric> anyNumber(String name) {
        return decimal(values.get(name)).map(number -> new Numeric(pathOf(name), number));
    }

    /** Whether one of some names has a value. */
    boolean hasAny(String... names) {
        for (var name : names) {
            if (values.get(name) != null) {
                return true;
            }
        }
        return false;
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A number and where it was found. */
    record Numeric(String path, BigDecimal value) {}

    private static Optional<BigDecimal> decimal(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        }
        if (value instanceof BigInteger integer) {
            return Optional.of(new BigDecimal(integer));
        }
        if (value instanceof Integer || value instanceof Long) {
            return Optional.of(BigDecimal.valueOf(((Number) value).longValue()));
        }
        return value instanceof String text
                        && PLAIN_DECIMAL.matcher(text.strip()).matches()
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> asMap(String path, @Nullable Object value) {
        return JsonMaps.object(value).orElseThrow(() -> new InvalidFieldException(path, "must be an object"));
    }
}
