/** A schema registry in memory. */
@NullMarked
package dev.rapport.testkit.registry;

import org.jspecify.annotations.NullMarked;
