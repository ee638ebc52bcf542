/** Starts and watches a Kafka Streams topology. */
@NullMarked
package dev.rapport.runtime.streams;

import org.jspecify.annotations.NullMarked;
