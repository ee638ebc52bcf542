/** Small values that cores may use: sizes, checks, backoff, the line that says why something failed. Pure Java. */
@NullMarked
package dev.rapport.runtime.value;

import org.jspecify.annotations.NullMarked;
