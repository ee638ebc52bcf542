package dev.rapport.replay.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the rows of a data set become events.
 *
 * @param dataset   name that is part of every message id
 * @param dialect   how the files are written
 * @param time      when a row happened; without it, when it is received
 * @param user      who did it, where the data knows
 * @param anonymous the device it was done with, where the data knows
 * @param events    rules; the first whose condition holds says what a row is
 * @param columns   every column that the mapping names, with the place where it does
 */
public record CsvMapping(
        String dataset,
        CsvDialect dialect,
        Optional<TimeColumn> time,
        Optional<IdColumn> user,
        Optional<IdColumn> anonymous,
        List<EventRule> events,
        Map<String, String> columns) {
    public CsvMapping {
        events = List.copyOf(events);
    }

    /**
     * An identifier.
     *
     * @param stripSuffix removed from the end where it is there; empty for nothing
     */
    public record IdColumn(String column, String stripSuffix) {}

    /**
     * What a row is.
     *
     * @param when       condition; empty for a rule that always holds
     * @param event      name of the track event
     * @param properties its properties, in order
     * @param products   its products, each a list of properties
     */
    public record EventRule(
            Optional<Condition> when,
            String event,
            Map<String, ValueRule> properties,
            List<Map<String, ValueRule>> products) {}

    /**
     * A test of one column.
     *
     * @param operand what the value is compared with; unused by the tests for emptiness
     */
    public record Condition(String column, Test test, String operand) {
        /** How a value is tested. */
        public enum Test {
            STARTS_WITH,
            EQUALS,
            IS_EMPTY,
            IS_NOT_EMPTY
        }

        boolean holds(String value) {
            return switch (test) {
                case STARTS_WITH -> value.startsWith(operand);
                case EQUALS -> value.equals(operand);
                case IS_EMPTY -> value.isBlank();
                case IS_NOT_EMPTY -> !value.isBlank();
            };
        }
    }
}
