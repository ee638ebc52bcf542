package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of values in values, as JSON has them: a name is a key, or else a path of keys and of places in lists from 0, with
 * dots between them.
 *
 * @param values texts, {@code Boolean}s, {@code BigDecimal}s, lists, maps, nulls
 */
public record NestedRow(Map<String, ? extends @Nullable Object> values, List<String> identity) implements Row {
    @Override
    public Optional<Object> value(String name) {
        return Optional.ofNullable(find(values, name));
    }

    private static @Nullable Object find(@Nullable Object in, String path) {
        var dot = path.indexOf('.');
        if (in instanceof Map<?, ?> map) {
            if (map.containsKey(path) || dot < 0) {
                return map.get(path);
            }
            return find(map.get(path.substring(0, dot)), path.substring(dot + 1));
        }
        if (in instanceof List<?> list) {
            var key = dot < 0 ? path : path.substring(0, dot);
            var item = key.matches("\\d{1,9}") && Integer.parseInt(key) < list.size()
                    ? list.get(Integer.parseInt(key))
                    : null;
            return dot < 0 ? item : find(item, path.substring(dot + 1));
        }
        return null;
    }
}
