/** Kafka and all services in this JVM, on one data directory. */
@NullMarked
package dev.rapport.quickstart.pipeline;

import org.jspecify.annotations.NullMarked;
