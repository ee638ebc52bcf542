/** Segment's and RudderStack's shape of events, from the bytes of a body to {@code IncomingEvent}. */
@NullMarked
package dev.rapport.ingestion.capture.segment;

import org.jspecify.annotations.NullMarked;
