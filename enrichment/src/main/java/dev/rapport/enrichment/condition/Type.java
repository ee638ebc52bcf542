package dev.rapport.enrichment.condition;

import java.util.Locale;

/** Type of a field. The Java values are those that CEL computes with. */
public sealed interface Type {
    /** A single value. */
    enum Single implements Type {
        /** {@code String} */
        STRING,
        /** {@code Long} */
        INT,
        /** {@code Double} */
        DOUBLE,
        /** {@code Boolean} */
        BOOL,
        /** {@code java.time.Instant} */
        TIMESTAMP,
        /** Any of them, a {@code List} or a {@code Map}: known only when it is evaluated. */
        DYN;

        @Override
        public String cel() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A {@code List}. */
    record ListOf(Type items) implements Type {
        @Override
        public String cel() {
            return "list<" + items.cel() + ">";
        }
    }

    /** A {@code Map} by names that senders choose. */
    record MapOf(Type values) implements Type {
        @Override
        public String cel() {
            return "map<string, " + values.cel() + ">";
        }
    }

    /** A {@code Map} by the fields of a shape. */
    record Fields(Shape<?> shape) implements Type {
        @Override
        public String cel() {
            return shape.name();
        }
    }

    /** As CEL calls it. */
    String cel();
}
