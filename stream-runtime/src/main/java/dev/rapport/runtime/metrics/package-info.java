/** The meters of the process, and how a meter is declared. */
@NullMarked
package dev.rapport.runtime.metrics;

import org.jspecify.annotations.NullMarked;
