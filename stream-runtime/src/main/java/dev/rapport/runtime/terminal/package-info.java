/** What commands ask of the terminal that they run in. */
@NullMarked
package dev.rapport.runtime.terminal;

import org.jspecify.annotations.NullMarked;
