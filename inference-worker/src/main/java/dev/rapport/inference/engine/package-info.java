/** The model in this process: one thread that owns model and scheduler, and the jobs that share its batch. */
@NullMarked
package dev.rapport.inference.engine;

import org.jspecify.annotations.NullMarked;
