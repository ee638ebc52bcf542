/** One real broker for all integration tests of a JVM. */
@NullMarked
package dev.rapport.testkit.kafka;

import org.jspecify.annotations.NullMarked;
