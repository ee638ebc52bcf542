package dev.rapport.runtime.catalog;

import dev.rapport.runtime.value.VisibleText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of one product by name. {@code imageLink}, {@code image link}, {@code g:image_link} and {@code image_link} are
 * one name. What is null or an empty text is absent.
 */
final class ProductFields {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s-]+");
    private static final String GOOGLE = "g:";
    /** Longer numbers are no amounts, and to write them out could take all memory. */
    private static final int MAX_DIGITS = 30;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    ProductFields(Map<String, ?> sent) {
        sent.forEach((name, value) -> {
            var present = value instanceof String text ? nonEmpty(text) : value;
            if (present != null) {
                values.putIfAbsent(canonical(name), present);
            }
        });
    }

    private static @Nullable Object nonEmpty(String text) {
        var visible = VisibleText.plain(text);
        return visible.isEmpty() ? null : visible;
    }

    private static String canonical(String name) {
        var trimmed = VisibleText.plain(name);
        var bare = trimmed.startsWith(GOOGLE) ? trimmed.substring(GOOGLE.length()) : trimmed;
        return BETWEEN_WORDS
                .matcher(HUMP.matcher(bare).replaceAll("_"))
                .replaceAll("_")
                .toLowerCase(Locale.ROOT);
    }

    /** The value under the first of some names that has one. */
    Optional<Object> value(String... names) {
        read.addAll(Arrays.asList(names));
        return Arrays.stream(names)
                .<Object>mapMulti((name, found) -> {
                    var value = values.get(name);
                    if (value != null) {
                        found.accept(value);
                    }
                })
                .findFirst();
    }

    /** A text, or a whole number as one. */
    Optional<String> text(int max, String... names) throws InvalidProductException {
        var value = value(names);
        return value.isEmpty() ? Optional.empty() : Optional.of(text(names[0], value.get(), max));
    }

    static String text(String field, Object value, int max) throws InvalidProductException {
        var text = value instanceof String string ? string : wholeNumber(value);
        if (text == null) {
            throw new InvalidProductException(field, "must be a string");
        }
        if (text.length() > max) {
            throw new InvalidProductException(
                    field, "has " + text.length() + " characters, at most " + max + " are allowed");
        }
        return text;
    }

    private static @Nullable String wholeNumber(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        return value instanceof BigDecimal number && number.scale() == 0 ? number.toPlainString() : null;
    }

    /** A number as it is, or a text as it was sent; empty where it is neither, or has too many digits. */
    static Optional<BigDecimal> number(Object value) {
        if (!(value instanceof Number)) {
            return Optional.empty();
        }
        var number = value instanceof BigDecimal decimal ? decimal : decimal(value.toString());
        return Optional.ofNullable(number)
                .filter(found -> found.precision() <= MAX_DIGITS && Math.abs((long) found.scale()) <= MAX_DIGITS);
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // Not a number, or infinite.
            return null;
        }
    }

    /** What has not been read under any name, in the order sent. */
    Map<String, Object> others() {
        var others = new LinkedHashMap<>(values);
        others.keySet().removeAll(read);
        return others;
    }
}
