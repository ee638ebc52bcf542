package dev.rapport.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a CSV file.
 *
 * @param header  of its file
 * @param number  from 1, the header not counted
 * @param values  may be fewer or more than there are columns
 * @param written as it stands in the file
 * @param isUnclosed whether a quote in it is never closed: it holds the rest of the file then
 */
record CsvRow(Header header, long number, List<String> values, String written, boolean isUnclosed)
        implements SourceRow {
    /**
     * What the rows of a file have in common.
     *
     * @param file    name for messages
     * @param columns index of every column by its name
     * @param width   how many columns there are
     */
    record Header(String file, Map<String, Integer> columns, int width) {}

    @Override
    public Optional<Object> value(String column) {
        var index = header.columns.get(column);
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
        if (isUnclosed) {
            return Optional.of("a quote in it is not closed, so that it takes in the rest of the file");
        }
        return values.size() == header.width
                ? Optional.empty()
                : Optional.of(values.size() + " values, but the header has " + header.width + " columns");
    }

    @Override
    public String place() {
        return header.file + " row " + number;
    }

    @Override
    public Object original() {
        return values;
    }
}
