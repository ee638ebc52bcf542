/** Writes what was captured to Kafka, with bounded memory. */
@NullMarked
package dev.rapport.ingestion.capture.kafka;

import org.jspecify.annotations.NullMarked;
