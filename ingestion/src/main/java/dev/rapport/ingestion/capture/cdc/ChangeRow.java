package dev.rapport.ingestion.capture.cdc;

import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.runtime.mapping.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change as a mapping reads it: columns by name, nested ones by dotted path, values before the change under {@code
 * before.}, values that this change made under {@code changed.}, and what the change itself is under {@code $operation},
 * {@code $table}, {@code $key} and {@code $time}.
 */
public record ChangeRow(Change.Row change) implements Row {
    private static final String BEFORE = "before.";
    private static final String CHANGED = "changed.";

    private record Found(boolean isThere, @Nullable Object value) {
        static final Found NOTHING = new Found(false, null);
    }

    @Override
    public Optional<Object> value(String name) {
        return switch (name) {
            case "$operation" -> Optional.of(change.operation().label());
            case "$table" -> Optional.of(change.table());
            case "$key" -> change.key().isEmpty() ? Optional.empty() : Optional.of(change.key());
            case "$time" -> Optional.of(change.at().toString());
            default -> Optional.ofNullable(found(name).value());
        };
    }

    /** Whether this change says that a column has no value. */
    @Override
    public boolean isCleared(String name) {
        var found = found(name);
        return found.isThere() && found.value() == null;
    }

    @Override
    public List<String> identity() {
        return List.of(change.messageId());
    }

    /** A column of the row may itself begin with such a word. */
    private Found found(String name) {
        var own = find(change.values(), name);
        if (own.isThere()) {
            return own;
        }
        if (name.startsWith(CHANGED)) {
            return changed(name.substring(CHANGED.length()));
        }
        return name.startsWith(BEFORE) ? find(change.before(), name.substring(BEFORE.length())) : own;
    }

    /** The value where the change made it, and where it cannot be known that it did not. */
    private Found changed(String name) {
        var now = find(change.values(), name);
        var before = find(change.before(), name);
        var isSame = before.isThere() && String.valueOf(before.value()).equals(String.valueOf(now.value()));
        return isSame && change.operation() != Operation.CREATE ? Found.NOTHING : now;
    }

    /** An update that does not carry the row before it, and a snapshot, which is of no change at all. */
    @Override
    public boolean mayRepeat(String name) {
        return name.startsWith(CHANGED)
                && change.operation() != Operation.CREATE
                && !change.isPartial()
                && !find(change.before(), name.substring(CHANGED.length())).isThere();
    }

    private static Found find(Map<String, @Nullable Object> values, String path) {
        if (values.containsKey(path)) {
            return new Found(true, values.get(path));
        }
        for (var dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            var parent = path.substring(0, dot);
            if (values.containsKey(parent) && values.get(parent) == null) {
                // What was in it is gone with it.
                return new Found(true, null);
            }
            var inner = Values.object(values, parent);
            if (inner.isPresent()) {
                return find(inner.get(), path.substring(dot + 1));
            }
        }
        return Found.NOTHING;
    }
}
