/**
 * CloudEvents 1.0 over HTTP and Kafka: from the binary, structured and batched content modes to events in Segment's common
 * form, which {@code capture.segment} reads.
 */
@NullMarked
package dev.rapport.ingestion.capture.cloudevents;

import org.jspecify.annotations.NullMarked;
