package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;

/** What a row became. */
public sealed interface Mapped {
    /**
     * Events, at least one.
     *
     * @param events in Segment's common form, in order: texts, {@code Boolean}s, {@code BigDecimal}s, lists and maps
     */
    record Events(List<Map<String, Object>> events) implements Mapped {}

    /**
     * A row that cannot be mapped.
     *
     * @param problem column, value and rule
     */
    record Unmapped(String problem) implements Mapped {}
}
