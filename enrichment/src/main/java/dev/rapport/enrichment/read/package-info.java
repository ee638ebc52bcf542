/** Reads captured events, once: from JSON to facts with types. Pure. */
@NullMarked
package dev.rapport.enrichment.read;

import org.jspecify.annotations.NullMarked;
