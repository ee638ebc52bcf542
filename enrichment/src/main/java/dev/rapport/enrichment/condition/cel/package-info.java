/** Conditions in the Common Expression Language. */
@NullMarked
package dev.rapport.enrichment.condition.cel;

import org.jspecify.annotations.NullMarked;
