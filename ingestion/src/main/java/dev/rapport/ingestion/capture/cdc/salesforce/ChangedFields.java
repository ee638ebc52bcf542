package dev.rapport.ingestion.capture.cdc.salesforce;

import dev.rapport.ingestion.capture.cdc.Values;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about fields. Formats with a schema carry every field of the object, and null where it did not change;
 * so null means that a value was removed only where the header lists the field.
 */
final class ChangedFields {
    private static final Set<String> ABOUT_THE_EVENT =
            Set.of("ChangeEventHeader", "ReplayId", "_ObjectType", "_EventType");

    private final Set<String> changed;

    private ChangedFields(Set<String> changed) {
        this.changed = changed;
    }

    /** @param isUpdate whether a listed field may have lost its value; a new record has nothing to lose */
    static Map<String, @Nullable Object> of(
            Map<String, @Nullable Object> event, ChangeHeader header, boolean isUpdate) {
        var fields = Values.copy(event);
        fields.keySet().removeAll(ABOUT_THE_EVENT);
        return new ChangedFields(isUpdate ? new HashSet<>(header.changed()) : Set.of()).known(fields, "", false);
    }

    /**
     * @param path  of the compound field, with a dot at its end
     * @param whole whether all of it changed
     */
    private Map<String, @Nullable Object> known(Map<String, @Nullable Object> fields, String path, boolean whole) {
        var known = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, value) -> {
            var isChanged = whole || changed.contains(path + name);
            var parts = Values.object(value);
            if (parts.isPresent()) {
                var inner = known(parts.get(), path + name + ".", isChanged);
                if (!inner.isEmpty()) {
                    known.put(name, inner);
                }
            } else if (value != null || isChanged) {
                known.put(name, value);
            } else if (path.isEmpty()) {
                lostParts(name).forEach(known::put);
            }
        });
        return known;
    }

    /** Of a compound field that is null as a whole, the parts that the header lists. */
    private Map<String, @Nullable Object> lostParts(String name) {
        var lost = new LinkedHashMap<String, @Nullable Object>();
        changed.stream().filter(listed -> listed.startsWith(name + ".")).forEach(listed -> lost.put(listed, null));
        return lost;
    }
}
