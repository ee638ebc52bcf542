package dev.rapport.replay.mapping;

import java.util.List;
import java.util.Map;

/**
 * One row of a CSV file.
 *
 * @param number  from 1, the header not counted
 * @param columns index of every column by its name
 * @param values  as written; may be fewer or more than there are columns
 */
public record Row(long number, Map<String, Integer> columns, List<String> values) {
    /** Value of a column; empty where the row ends before it. */
    String value(String column) {
        var index = columns.get(column);
        return index == null || index >= values.size() ? "" : values.get(index);
    }

    boolean isConsistent() {
        return values.size() == columns.size();
    }
}
