/** Waiting by the clock, the one place that may, and until when. */
@NullMarked
package dev.rapport.runtime.wait;

import org.jspecify.annotations.NullMarked;
