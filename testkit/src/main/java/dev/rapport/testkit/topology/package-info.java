/** Runs a topology without a broker, through typed topics. */
@NullMarked
package dev.rapport.testkit.topology;

import org.jspecify.annotations.NullMarked;
