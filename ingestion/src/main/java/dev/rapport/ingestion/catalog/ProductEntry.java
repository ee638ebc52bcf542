package dev.rapport.ingestion.catalog;

import java.util.Map;

/** One product of a request, as far as it could be read. */
public sealed interface ProductEntry {
    /**
     * Its fields.
     *
     * @param fields texts, numbers, truth values and maps by name; see docs/catalog.md
     */
    record Described(Map<String, Object> fields) implements ProductEntry {}

    /** Only that the feed has it: it is not stored, and the end of the feed does not remove it. */
    record Kept(String productId) implements ProductEntry {}

    /** @param rule what it must be */
    record Unreadable(String rule) implements ProductEntry {}
}
