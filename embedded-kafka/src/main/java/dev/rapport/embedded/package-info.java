/** A real single-node Kafka broker in this JVM, on a directory that survives restarts. */
@NullMarked
package dev.rapport.embedded;

import org.jspecify.annotations.NullMarked;
