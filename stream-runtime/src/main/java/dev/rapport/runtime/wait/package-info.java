/** Waiting by the clock: the one place that may. */
@NullMarked
package dev.rapport.runtime.wait;

import org.jspecify.annotations.NullMarked;
