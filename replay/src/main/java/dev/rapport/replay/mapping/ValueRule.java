package dev.rapport.replay.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Where a property comes from. A value is a text, a {@code Boolean} or a {@code BigDecimal}, which stays exact. */
public sealed interface ValueRule {
    /** The value for a row; empty where the row has none. */
    Optional<Object> value(Row row) throws RowProblemException;

    /** The text of a column. */
    record Column(String column) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) {
            return Optional.of(row.value(column))
                    .filter(text -> !text.isBlank())
                    .map(text -> text);
        }
    }

    /** The number in a column. */
    record NumberColumn(String column, NumberNotation notation) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) throws RowProblemException {
            return row.value(column).isBlank() ? Optional.empty() : Optional.of(decimal(row));
        }

        BigDecimal decimal(Row row) throws RowProblemException {
            var text = row.value(column).trim();
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
}
