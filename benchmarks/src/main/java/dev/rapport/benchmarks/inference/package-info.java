/** How fast texts are written, by the engine and by others that are given the same work. */
@NullMarked
package dev.rapport.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
