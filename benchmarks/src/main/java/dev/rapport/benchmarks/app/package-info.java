/** The bench command, and what each benchmark drives. */
@NullMarked
package dev.rapport.benchmarks.app;

import org.jspecify.annotations.NullMarked;
