package dev.rapport.runtime.catalog;

import dev.rapport.runtime.value.VisibleText;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What else a shop says of a product: its {@code attributes}, each of which must fit, and the fields that have no meaning
 * of their own, as far as they fit.
 */
final class AttributeReader {
    private static final int MAX = 50;
    private static final int MAX_NAME = 60;
    private static final int MAX_VALUE = 500;
    private static final String FIELD = "attributes";

    private AttributeReader() {}

    /** Call it last: it takes the fields that were not read. */
    static Map<String, String> read(ProductFields in) throws InvalidProductException {
        var attributes = new TreeMap<String, String>();
        var sent = in.value(FIELD);
        if (sent.isPresent()) {
            if (!(sent.get() instanceof Map<?, ?> map)) {
                throw new InvalidProductException(FIELD, "must be an object");
            }
            for (var entry : map.entrySet()) {
                add(attributes, entry.getKey(), entry.getValue());
            }
        }
        in.others().forEach((name, value) -> {
            var text = text(value);
            if (text != null && attributes.size() < MAX && name.length() <= MAX_NAME && text.length() <= MAX_VALUE) {
                attributes.putIfAbsent(name, text);
            }
        });
        return attributes;
    }

    private static void add(Map<String, String> attributes, @Nullable Object key, @Nullable Object value)
            throws InvalidProductException {
        var name = VisibleText.plain(String.valueOf(key));
        if (value == null) {
            return;
        }
        var text = text(value);
        if (text == null) {
            throw new InvalidProductException(FIELD, "must have texts, numbers, true or false as values");
        }
        if (name.isEmpty() || name.length() > MAX_NAME || text.length() > MAX_VALUE) {
            throw new InvalidProductException(
                    FIELD,
                    "must have names of 1 to " + MAX_NAME + " and values of at most " + MAX_VALUE + " characters");
        }
        attributes.put(name, text);
        if (attributes.size() > MAX) {
            throw new InvalidProductException(FIELD, "must be at most " + MAX);
        }
    }

    private static @Nullable String text(Object value) {
        if (value instanceof String text) {
            return VisibleText.plain(text);
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        return ProductFields.number(value).map(BigDecimal::toPlainString).orElse(null);
    }
}
