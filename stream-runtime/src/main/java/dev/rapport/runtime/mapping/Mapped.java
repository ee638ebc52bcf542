package dev.rapport.runtime.mapping;

import java.util.Map;

/** What a row became. */
public sealed interface Mapped {
    /**
     * An event.
     *
     * @param event in Segment's common form, in order: texts, {@code Boolean}s, {@code BigDecimal}s, lists and maps
     */
    record Event(Map<String, Object> event) implements Mapped {}

    /**
     * A row that cannot be mapped.
     *
     * @param problem column, value and rule
     */
    record Unmapped(String problem) implements Mapped {}
}
