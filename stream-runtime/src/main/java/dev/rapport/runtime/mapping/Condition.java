package dev.rapport.runtime.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** A test of a row. */
public sealed interface Condition {
    /** Whether it holds; a column that the row does not have is empty. */
    boolean holds(Row row);

    /** A test of the text of one column. */
    record Text(String column, Test test, List<String> operands) implements Condition {
        /** How a value is compared with its operands, of which one must fit. */
        public enum Test {
            EQUALS,
            STARTS_WITH,
            ENDS_WITH,
            CONTAINS
        }

        @Override
        public boolean holds(Row row) {
            var value = row.text(column);
            Predicate<String> fits =
                    switch (test) {
                        case EQUALS -> value::equals;
                        case STARTS_WITH -> value::startsWith;
                        case ENDS_WITH -> value::endsWith;
                        case CONTAINS -> value::contains;
                    };
            return operands.stream().anyMatch(fits);
        }
    }

    /** Whether a column is empty, or is not. */
    record Empty(String column, boolean isEmpty) implements Condition {
        @Override
        public boolean holds(Row row) {
            return row.value(column)
                            .filter(value -> !(value instanceof String text) || !text.isBlank())
                            .isEmpty()
                    == isEmpty;
        }
    }

    /** Whether the number in a column lies on one side of a limit, which is neither; what is not a number does not. */
    record Beyond(ValueRule.NumberColumn number, boolean above, BigDecimal limit) implements Condition {
        @Override
        public boolean holds(Row row) {
            try {
                return number.value(row)
                        .map(value -> ((BigDecimal) value).compareTo(limit))
                        .filter(side -> above ? side > 0 : side < 0)
                        .isPresent();
            } catch (RowProblemException e) {
                // What it is not is said by the rule that needs the number.
                return false;
            }
        }
    }

    /** All of them, or any. */
    record Several(boolean all, List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Row row) {
            return all
                    ? conditions.stream().allMatch(one -> one.holds(row))
                    : conditions.stream().anyMatch(one -> one.holds(row));
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Row row) {
            return !condition.holds(row);
        }
    }
}
