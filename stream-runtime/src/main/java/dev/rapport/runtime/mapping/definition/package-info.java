/** Reads mapping files. */
@NullMarked
package dev.rapport.runtime.mapping.definition;

import org.jspecify.annotations.NullMarked;
