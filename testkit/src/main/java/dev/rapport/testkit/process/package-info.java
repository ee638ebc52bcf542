/** Processes of their own that a test may kill. */
@NullMarked
package dev.rapport.testkit.process;

import org.jspecify.annotations.NullMarked;
