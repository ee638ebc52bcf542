/** JSON by Jackson, for the enrichment steps. */
@NullMarked
package dev.rapport.ingestion.enrichment.json;

import org.jspecify.annotations.NullMarked;
