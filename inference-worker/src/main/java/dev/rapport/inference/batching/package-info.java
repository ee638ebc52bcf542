/** Continuous batching as a pure state machine: which sequences join, decode and leave at each step. */
@NullMarked
package dev.rapport.inference.batching;

import org.jspecify.annotations.NullMarked;
