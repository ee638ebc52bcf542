package dev.rapport.runtime.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a property comes from. A value is a text, a {@code Boolean} or a {@code BigDecimal}, which stays exact. */
public sealed interface ValueRule {
    /** The value for a row; empty where the row has none. */
    Optional<Object> value(Row row) throws RowProblemException;

    /** The value for rows that are one event: that of the first, unless the rule says otherwise. */
    default Optional<Object> value(List<? extends Row> rows) throws RowProblemException {
        return value(rows.get(0));
    }

    /** The one column that the value is from; empty where it is from several, or from none. */
    default Optional<String> from() {
        return Optional.empty();
    }

    /** The value of a column as it stands; blank texts are none. */
    record Column(String column) implements ValueRule {
        @Override
        public Optional<String> from() {
            return Optional.of(column);
        }

        @Override
        public Optional<Object> value(Row row) {
            return row.value(column).filter(value -> !(value instanceof String text) || !text.isBlank());
        }
    }

    /** The number in a column. */
    record NumberColumn(String column, NumberNotation notation) implements ValueRule {
        @Override
        public Optional<String> from() {
            return Optional.of(column);
        }

        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            return row.text(column).isBlank() ? Optional.empty() : Optional.of(decimal(row));
        }

        BigDecimal decimal(Row row) throws RowProblemException {
            if (row.value(column).orElse("") instanceof BigDecimal number) {
                return number;
            }
            var text = row.text(column).trim();
            return notation.parse(text)
                    .orElseThrow(() -> new RowProblemException(
                            column + " '" + text + "' is not a number such as " + notation.example()));
        }
    }

    /** The exact product of some columns. */
    record Multiply(List<NumberColumn> factors) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            var product = BigDecimal.ONE;
            for (var factor : factors) {
                product = product.multiply(factor.decimal(row));
            }
            return Optional.of(product);
        }
    }

    /** The same for every row. */
    record Constant(Object constant) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) {
            return Optional.of(constant);
        }
    }

    /** What a rule gives, or else a value of its own. */
    record Default(ValueRule rule, Object otherwise) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            var value = rule.value(row);
            return value.isPresent() ? value : Optional.of(otherwise);
        }
    }

    /** The sum over all rows of an event. */
    record Sum(ValueRule addend) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            return addend.value(row);
        }

        @Override
        public Optional<Object> value(List<? extends Row> rows) throws RowProblemException {
            var sum = BigDecimal.ZERO;
            for (var row : rows) {
                sum = sum.add((BigDecimal) addend.value(row).orElse(BigDecimal.ZERO));
            }
            return Optional.of(sum);
        }
    }

    /** The time in a column, as {@code 2026-03-20T12:00:00Z}. */
    record Time(TimeColumn time) implements ValueRule {
        @Override
        public Optional<String> from() {
            return Optional.of(time.column());
        }

        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            return row.text(time.column()).isBlank()
                    ? Optional.empty()
                    : Optional.of(time.time(row).toString());
        }
    }

    /** The yes or no in a column. */
    record Flag(String column) implements ValueRule {
        @Override
        public Optional<String> from() {
            return Optional.of(column);
        }

        private static final Set<String> YES = Set.of("true", "yes", "y", "1");
        private static final Set<String> NO = Set.of("false", "no", "n", "0");

        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            var text = row.text(column).trim();
            var word = text.toLowerCase(Locale.ROOT);
            if (YES.contains(word) || NO.contains(word)) {
                return Optional.of(YES.contains(word));
            }
            if (word.isEmpty()) {
                return Optional.empty();
            }
            throw new RowProblemException(column + " '" + text + "' is neither true, yes, y, 1 nor false, no, n, 0");
        }
    }

    /** Some words of a column written in another way; others as they stand. */
    record Words(String column, Map<String, Object> words) implements ValueRule {
        @Override
        public Optional<String> from() {
            return Optional.of(column);
        }

        @Override
        public Optional<Object> value(Row row) {
            var word = row.text(column).trim();
            return words.containsKey(word) ? Optional.ofNullable(words.get(word)) : new Column(column).value(row);
        }
    }
}
