/** Wires the scoring service and runs it. */
@NullMarked
package dev.rapport.scoring.app;

import org.jspecify.annotations.NullMarked;
