package dev.rapport.runtime.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a mapping reads: a row of a file, a line of JSON, or one change of a table. */
public interface Row {
    /**
     * The value under a name, the name of a column or a dotted path.
     *
     * @return a {@code String}, {@code Boolean} or {@code BigDecimal}, or a {@code List} or {@code Map} of these as it
     *     stands; empty where there is none or it is null
     */
    Optional<Object> value(String name);

    /** Whether the row says that a column does not have a value any more; a column that it does not speak of is not. */
    default boolean isCleared(String name) {
        return false;
    }

    /** Whether a value may be an old one that the row only says again: then a yes in it is not given anew. */
    default boolean mayRepeat(String name) {
        return false;
    }

    /**
     * What makes this row itself where the mapping has no key: the same row has the same parts whenever it is read, no
     * other row of the data set has them.
     */
    List<String> identity();

    /** Why it cannot be mapped at all; empty for a row that can be read. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** The value as text; empty where there is none, or where it is a list or a map. */
    default String text(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof BigDecimal number) {
                        return number.toPlainString();
                    }
                    return value instanceof String || value instanceof Boolean ? value.toString() : "";
                })
                .orElse("");
    }
}
