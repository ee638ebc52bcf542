/** How fast a model is trained, by the trainer and by the same loop in Python. */
@NullMarked
package dev.rapport.benchmarks.training;

import org.jspecify.annotations.NullMarked;
