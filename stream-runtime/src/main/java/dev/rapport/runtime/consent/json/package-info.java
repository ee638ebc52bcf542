/** JSON read as far as it can be read. */
@NullMarked
package dev.rapport.runtime.consent.json;

import org.jspecify.annotations.NullMarked;
