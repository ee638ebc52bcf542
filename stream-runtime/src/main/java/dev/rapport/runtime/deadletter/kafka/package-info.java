/** Dead letters as records of Kafka: how every application writes them, and how all of them are read. */
@NullMarked
package dev.rapport.runtime.deadletter.kafka;

import org.jspecify.annotations.NullMarked;
