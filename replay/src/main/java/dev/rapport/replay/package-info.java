/** The client behind {@code rapport replay}: reads files, sends their events to capture, counts what became of them. */
@NullMarked
package dev.rapport.replay;

import org.jspecify.annotations.NullMarked;
