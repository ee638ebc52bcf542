/** A schema registry on one Kafka topic, for a laptop and the compose file; production uses a registry of its own. */
@NullMarked
package dev.rapport.registry;

import org.jspecify.annotations.NullMarked;
