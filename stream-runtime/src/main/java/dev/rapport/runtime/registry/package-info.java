/** Schema registry: the port, a client of the Confluent API, and one that runs in the process on Kafka. */
@NullMarked
package dev.rapport.runtime.registry;

import org.jspecify.annotations.NullMarked;
