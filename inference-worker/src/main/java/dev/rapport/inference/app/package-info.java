/** Wires the inference worker and runs it as a service or as a process. */
@NullMarked
package dev.rapport.inference.app;

import org.jspecify.annotations.NullMarked;
