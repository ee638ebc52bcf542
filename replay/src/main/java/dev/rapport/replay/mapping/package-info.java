/** How rows of a CSV file become events: the mapping file, its reader, and the pure function from row to event. */
@NullMarked
package dev.rapport.replay.mapping;

import org.jspecify.annotations.NullMarked;
