/** Writes changes of the catalogue to Kafka, and reads what it holds. */
@NullMarked
package dev.rapport.ingestion.catalog.sink;

import org.jspecify.annotations.NullMarked;
