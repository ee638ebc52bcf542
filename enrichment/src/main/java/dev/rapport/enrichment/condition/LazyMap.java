package dev.rapport.enrichment.condition;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks a value up when it is asked for: a condition names a few of many. */
final class LazyMap extends AbstractMap<String, Object> {
    private final Set<String> names;
    private final Function<String, @Nullable Object> values;

    /**
     * @param names  of all values that there may be
     * @param values by name, null for one that is absent
     */
    LazyMap(Set<String> names, Function<String, @Nullable Object> values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String text ? values.apply(text) : null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        var all = new LinkedHashMap<String, Object>();
        for (var name : names) {
            var value = values.apply(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        return all.entrySet();
    }
}
