/** Tests that take their time. */
@NullMarked
package dev.rapport.testkit.slow;

import org.jspecify.annotations.NullMarked;
