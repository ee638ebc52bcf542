/** Reads what Kafka Connect's converters wrote, and hands what changes are mapped to on to capture. */
@NullMarked
package dev.rapport.ingestion.capture.cdc.connect;

import org.jspecify.annotations.NullMarked;
