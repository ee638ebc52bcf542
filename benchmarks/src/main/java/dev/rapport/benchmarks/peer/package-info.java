/** Work that is given to a Python process. */
@NullMarked
package dev.rapport.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
