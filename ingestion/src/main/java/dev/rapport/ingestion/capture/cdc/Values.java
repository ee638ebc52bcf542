package dev.rapport.ingestion.capture.cdc;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Typed reading of values by name. */
public final class Values {
    private Values() {}

    /** A map of names to values; empty where the value is not one. */
    @SuppressWarnings("unchecked")
    public static Optional<Map<String, @Nullable Object>> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of((Map<String, @Nullable Object>) map) : Optional.empty();
    }

    /** The map under a name. */
    public static Optional<Map<String, @Nullable Object>> object(Map<String, @Nullable Object> values, String name) {
        return object(values.get(name));
    }

    /** A text, number or truth value as text; empty where there is none or it is something else. */
    public static String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : "";
    }

    /** A whole number; empty where there is none. */
    public static Optional<Long> number(@Nullable Object value) {
        try {
            return value instanceof BigDecimal number ? Optional.of(number.longValueExact()) : Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The texts in a list; empty where it is not one. */
    public static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(Values::text)
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }

    /** The values of a key, joined by commas. */
    public static String joined(Map<String, @Nullable Object> key) {
        return key.values().stream().map(Values::text).collect(Collectors.joining(","));
    }

    /** A copy whose values may be changed. */
    public static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> values) {
        return new LinkedHashMap<>(values);
    }
}
