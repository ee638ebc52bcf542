/** Measuring a thing and its baseline side by side, and the report of it. */
@NullMarked
package dev.rapport.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
