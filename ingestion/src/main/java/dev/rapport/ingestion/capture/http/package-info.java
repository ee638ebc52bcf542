/** The Segment-compatible HTTP API in front of capture. */
@NullMarked
package dev.rapport.ingestion.capture.http;

import org.jspecify.annotations.NullMarked;
