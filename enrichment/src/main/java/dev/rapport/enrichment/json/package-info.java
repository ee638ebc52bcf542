/** JSON by Jackson, for the enrichment steps. */
@NullMarked
package dev.rapport.enrichment.json;

import org.jspecify.annotations.NullMarked;
