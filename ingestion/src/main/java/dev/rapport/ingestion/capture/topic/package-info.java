/** Kafka topics of other systems as sources of events: one consumer group, and a port for the formats of their records. */
@NullMarked
package dev.rapport.ingestion.capture.topic;

import org.jspecify.annotations.NullMarked;
