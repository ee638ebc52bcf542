/** Templates in Liquid. */
@NullMarked
package dev.rapport.enrichment.prompt.liquid;

import org.jspecify.annotations.NullMarked;
