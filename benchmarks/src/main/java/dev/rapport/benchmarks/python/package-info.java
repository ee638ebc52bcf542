/** Work that is given to a Python process. */
@NullMarked
package dev.rapport.benchmarks.python;

import org.jspecify.annotations.NullMarked;
