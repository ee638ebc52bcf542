/** The meters of the process. */
@NullMarked
package dev.rapport.runtime.metrics;

import org.jspecify.annotations.NullMarked;
