/** Reads mapping files. */
@NullMarked
package dev.rapport.replay.mapping.definition;

import org.jspecify.annotations.NullMarked;
