package dev.rapport.replay;

import dev.rapport.runtime.mapping.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a CSV file.
 *
 * @param number  from 1, the header not counted
 * @param columns index of every column by its name
 * @param values  as written; may be fewer or more than there are columns
 */
record CsvRow(long number, Map<String, Integer> columns, List<String> values) implements Row {
    @Override
    public Optional<Object> value(String column) {
        var index = columns.get(column);
        return index == null || index >= values.size() ? Optional.empty() : Optional.of(values.get(index));
    }

    @Override
    public List<String> identity() {
        var parts = new ArrayList<String>(values.size() + 1);
        parts.add(Long.toString(number));
        parts.addAll(values);
        return parts;
    }

    @Override
    public Optional<String> problem() {
        return values.size() == columns.size()
                ? Optional.empty()
                : Optional.of(values.size() + " values, but the header has " + columns.size() + " columns");
    }
}
