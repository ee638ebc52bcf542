/** Schema registry: the port, and a client of the Confluent API. */
@NullMarked
package dev.rapport.runtime.registry;

import org.jspecify.annotations.NullMarked;
