package dev.rapport.enrichment.read;

import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a JSON object as properties. */
final class Properties {
    private Properties() {}

    static List<Property> of(Map<String, @Nullable Object> fields, Json json) {
        var properties = new ArrayList<Property>(fields.size());
        fields.forEach((name, value) -> properties.add(property(name, value, json)));
        return properties;
    }

    private static Property property(String name, @Nullable Object value, Json json) {
        if (value instanceof String text) {
            return new Property(name, PropertyKind.TEXT, text);
        }
        return value instanceof Map<?, ?> || value instanceof List<?>
                ? new Property(name, PropertyKind.NESTED, json.write(value))
                : new Property(name, PropertyKind.LITERAL, String.valueOf(value));
    }
}
