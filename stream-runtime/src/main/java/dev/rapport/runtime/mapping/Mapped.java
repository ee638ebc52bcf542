package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rows became. */
public sealed interface Mapped {
    /** What is made of each kind: one that is added later does not compile before all who read rows know it. */
    interface Cases<T> {
        T events(Events events);

        T product(Product product);

        T productDeletion(ProductDeletion deletion);

        T customerDeletion(CustomerDeletion deletion);

        T skipped(Skipped skipped);

        T unmapped(Unmapped unmapped);
    }

    /** What the case of this kind makes of it. */
    <T> T fold(Cases<T> cases);

    /**
     * Events, at least one.
     *
     * @param events in Segment's common form, in order: texts, {@code Boolean}s, {@code BigDecimal}s, lists and maps
     */
    record Events(List<Map<String, Object>> events) implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.events(this);
        }
    }

    /**
     * A product of the catalogue.
     *
     * @param fields by the names of {@code PUT /api/v1/products}
     */
    record Product(Map<String, Object> fields) implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.product(this);
        }
    }

    /** A product that is there no more. */
    record ProductDeletion(String productId) implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.productDeletion(this);
        }
    }

    /** A customer who is to be forgotten; at least one of the two ids. */
    record CustomerDeletion(Optional<String> userId, Optional<String> anonymousId) implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.customerDeletion(this);
        }
    }

    /** Rows that the mapping leaves out: its condition {@code when} does not hold for them. */
    record Skipped() implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.skipped(this);
        }
    }

    /**
     * A row that cannot be mapped, and with it those that are one event with it.
     *
     * @param index       of the row that is wrong
     * @param problem     column, value and rule
     * @param withdrawals events that count all the same, as they say no
     */
    record Unmapped(int index, String problem, List<Map<String, Object>> withdrawals) implements Mapped {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unmapped(this);
        }
    }
}
