package dev.rapport.runtime.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects of an event's JSON, as maps of maps, lists, texts, numbers, booleans and nulls. */
public final class JsonMaps {
    private JsonMaps() {}

    /** The value as an object, if it is one; an empty array is one too, as PHP writes an object without fields. */
    @SuppressWarnings("unchecked")
    public static Optional<Map<String, @Nullable Object>> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return Optional.of((Map<String, @Nullable Object>) fields);
        }
        return value instanceof List<?> items && items.isEmpty() ? Optional.of(Map.of()) : Optional.empty();
    }

    /**
     * The fields of an object, and those of another that are absent or null in it; objects under the same name are merged
     * in the same way.
     */
    public static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> own, Map<String, @Nullable Object> others) {
        return merged(own, others, false);
    }

    /** As {@link #merged(Map, Map)}, but what is no object does not win over one. */
    public static Map<String, @Nullable Object> mergedObjectsFirst(
            Map<String, @Nullable Object> own, Map<String, @Nullable Object> others) {
        return merged(own, others, true);
    }

    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> own, Map<String, @Nullable Object> others, boolean objectsFirst) {
        var merged = new LinkedHashMap<>(own);
        others.forEach((name, theirs) -> {
            var mine = merged.get(name);
            var more = theirs instanceof Map<?, ?> ? object(theirs) : Optional.<Map<String, @Nullable Object>>empty();
            var fields = object(mine);
            if (mine == null || (more.isPresent() && fields.isEmpty() && objectsFirst)) {
                merged.put(name, theirs);
            } else if (more.isPresent() && fields.isPresent()) {
                merged.put(name, merged(fields.get(), more.get(), objectsFirst));
            }
        });
        return merged;
    }
}
