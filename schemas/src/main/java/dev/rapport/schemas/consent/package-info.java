/** Consent as services speak of it to each other. */
@NullMarked
package dev.rapport.schemas.consent;

import org.jspecify.annotations.NullMarked;
