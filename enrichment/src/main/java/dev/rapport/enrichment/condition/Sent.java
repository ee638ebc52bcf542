package dev.rapport.enrichment.condition;

import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.Trait;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What senders wrote, properties and traits, as values that conditions compute with. JSON null is absent. */
final class Sent {
    private Sent() {}

    static Map<String, Object> properties(List<Property> properties, Json json) {
        return new Named<>(properties, property -> property, json);
    }

    static Map<String, Object> traits(List<Trait> traits, Json json) {
        return new Named<>(traits, Trait::getProperty, json);
    }

    private static @Nullable Object value(Property property, Json json) {
        var text = property.getText();
        return switch (property.getKind()) {
            case TEXT -> text;
            case LITERAL ->
                switch (text) {
                    case "null" -> null;
                    case "true", "false" -> Boolean.valueOf(text);
                    default -> number(text);
                };
            case NESTED -> plain(json.value(text));
        };
    }

    /** A whole number where it is one and fits, as JSON does not tell 2 from 2.0. */
    private static Object number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return decimal(new BigDecimal(text));
        }
    }

    private static Object decimal(BigDecimal number) {
        var value = number.doubleValue();
        var whole = (long) value;
        return (double) whole == value && Math.abs(value) < 0x1p53 ? (Object) whole : (Object) value;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, Object>();
            map.forEach((name, one) -> {
                var of = plain(one);
                if (of != null) {
                    plain.put(String.valueOf(name), of);
                }
            });
            return plain;
        }
        if (value instanceof List<?> list) {
            var plain = new ArrayList<Object>(list.size());
            for (var one : list) {
                var of = plain(one);
                if (of != null) {
                    plain.add(of);
                }
            }
            return plain;
        }
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        if (value instanceof BigInteger whole) {
            return whole.doubleValue();
        }
        return value instanceof BigDecimal number ? decimal(number) : value;
    }

    /** A list of a few properties, searched by name; only the value that is looked at is read. */
    private static final class Named<T> extends AbstractMap<String, Object> {
        private final List<T> owners;
        private final Function<T, Property> propertyOf;
        private final Json json;

        Named(List<T> owners, Function<T, Property> propertyOf, Json json) {
            this.owners = owners;
            this.propertyOf = propertyOf;
            this.json = json;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            for (var owner : owners) {
                var property = propertyOf.apply(owner);
                if (property.getName().equals(name)) {
                    return value(property, json);
                }
            }
            return null;
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            var all = new LinkedHashMap<String, Object>();
            for (var owner : owners) {
                var property = propertyOf.apply(owner);
                var value = value(property, json);
                if (value != null) {
                    all.put(property.getName(), value);
                }
            }
            return all.entrySet();
        }
    }
}
