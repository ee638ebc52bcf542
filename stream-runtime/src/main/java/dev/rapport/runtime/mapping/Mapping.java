package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of a data set mean.
 *
 * @param dataset   name that is part of every message id
 * @param dialect   how the files are written
 * @param key       columns that make a row itself; empty where the row itself knows, see {@link Row#identity()}
 * @param time      when a row happened; without it, when it is received
 * @param user      who did it, where the data knows
 * @param anonymous the device it was done with, where the data knows
 * @param when      rows for which it does not hold are skipped
 * @param rules     the first whose condition holds says what a row is
 * @param columns   every column that the mapping names, with the place where it does
 * @param fingerprint of the text that it was read from: with another one rows may become something else
 */
public record Mapping(
        String dataset,
        CsvDialect dialect,
        List<String> key,
        Optional<TimeColumn> time,
        Optional<IdColumn> user,
        Optional<IdColumn> anonymous,
        Optional<Condition> when,
        List<Rule> rules,
        Map<String, String> columns,
        String fingerprint) {
    public Mapping {
        key = List.copyOf(key);
        rules = List.copyOf(rules);
    }

    /**
     * An identifier.
     *
     * @param stripSuffix removed from the end where it is there; empty for nothing
     * @param prefix      put in front of one that is there; empty for nothing
     */
    public record IdColumn(String column, String stripSuffix, String prefix) {
        /** The identifier in a row; empty where it has none. */
        Optional<String> id(Row row) {
            var text = row.text(column).trim();
            var id = text.endsWith(stripSuffix) ? text.substring(0, text.length() - stripSuffix.length()) : text;
            return id.isEmpty() ? Optional.empty() : Optional.of(prefix + id);
        }
    }
}
