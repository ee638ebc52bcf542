/** Identifiers that are derived, so that the same cause always gives the same id. */
@NullMarked
package dev.rapport.schemas.id;

import org.jspecify.annotations.NullMarked;
