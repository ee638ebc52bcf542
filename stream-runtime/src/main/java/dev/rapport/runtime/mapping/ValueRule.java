package dev.rapport.runtime.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Where a property comes from. A value is a text, a {@code Boolean} or a {@code BigDecimal}, which stays exact. */
public sealed interface ValueRule {
    /** The value for a row; empty where the row has none. */
    Optional<Object> value(Row row) throws RowProblemException;

    /** The value of a column as it stands; blank texts are none. */
    record Column(String column) implements ValueRule {
        @Override
        public Optional<Object> value(Row row) {
            return row.value(column).filter(value -> !(value instanceof String text) || !text.isBlank());
        }
    }

    /** The number in a column. */
    record NumberColumn(String column, NumberNotation notation) implements ValueRule {
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
}
