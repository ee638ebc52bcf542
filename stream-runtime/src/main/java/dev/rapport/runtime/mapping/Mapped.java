package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rows became. */
public sealed interface Mapped {
    /**
     * Events, at least one.
     *
     * @param events in Segment's common form, in order: texts, {@code Boolean}s, {@code BigDecimal}s, lists and maps
     */
    record Events(List<Map<String, Object>> events) implements Mapped {}

    /**
     * A product of the catalogue.
     *
     * @param fields by the names of {@code PUT /api/v1/products}
     */
    record Product(Map<String, Object> fields) implements Mapped {}

    /** A product that is there no more. */
    record ProductDeletion(String productId) implements Mapped {}

    /** A customer who is to be forgotten; at least one of the two ids. */
    record CustomerDeletion(Optional<String> userId, Optional<String> anonymousId) implements Mapped {}

    /** Rows that the mapping leaves out: its condition {@code when} does not hold for them. */
    record Skipped() implements Mapped {}

    /**
     * A row that cannot be mapped, and with it those that are one event with it.
     *
     * @param index       of the row that is wrong
     * @param problem     column, value and rule
     * @param withdrawals events that count all the same, as they say no
     */
    record Unmapped(int index, String problem, List<Map<String, Object>> withdrawals) implements Mapped {}
}
