package dev.rapport.enrichment.condition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fields under one name: {@code event} has a name, properties, products. */
public final class Shape<T> {
    private final String name;
    private final Map<String, Field<T>> fields = new LinkedHashMap<>();

    Shape(String name, List<Field<T>> fields) {
        this.name = name;
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    /** As messages call it. */
    public String name() {
        return name;
    }

    /** In the order of the reference. */
    public List<Field<T>> fields() {
        return List.copyOf(fields.values());
    }

    public Optional<Field<T>> field(String named) {
        return Optional.ofNullable(fields.get(named));
    }

    /** The fields of one owner, computed when they are looked at; null where the owner is absent. */
    @Nullable Map<String, Object> of(@Nullable T owner) {
        return owner == null
                ? null
                : new LazyMap(fields.keySet(), named -> {
                    var field = fields.get(named);
                    return field == null ? null : field.value().apply(owner);
                });
    }
}
