package dev.rapport.ingestion.catalog;

import java.util.Map;

/** Everything that was ever stored, in its order. Reading blocks, and fails with Kafka's exceptions. */
public interface CatalogLog {
    /** Where a record stands. */
    record LogPlace(int partition, long offset) {}

    /** Where the next records will stand. */
    LogPosition end();

    /** The products that a source has said last, by id, each with the place of that record. */
    Map<String, LogPlace> productsOf(String source);
}
