/** Time that moves by hand. */
@NullMarked
package dev.rapport.testkit.clock;

import org.jspecify.annotations.NullMarked;
