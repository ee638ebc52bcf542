/** Prompts in, replies out, exactly once: the worker's edge to Kafka. */
@NullMarked
package dev.rapport.inference.stream;

import org.jspecify.annotations.NullMarked;
