/** How services reach Kafka, and how topics come to be. */
@NullMarked
package dev.rapport.runtime.kafka;

import org.jspecify.annotations.NullMarked;
