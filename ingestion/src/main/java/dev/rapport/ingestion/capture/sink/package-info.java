/** Writes what was captured to Kafka, with bounded memory. */
@NullMarked
package dev.rapport.ingestion.capture.sink;

import org.jspecify.annotations.NullMarked;
