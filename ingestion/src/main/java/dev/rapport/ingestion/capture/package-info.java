/**
 * Takes events of any producer: the rules that every event must keep, and where it is stored. A producer's adapter is a
 * package beside this one that makes {@code RawEvent}s of what it receives and hands them to {@code Capture}.
 */
@NullMarked
package dev.rapport.ingestion.capture;

import org.jspecify.annotations.NullMarked;
