/** Templates in Liquid. */
@NullMarked
package dev.rapport.enrichment.campaign.liquid;

import org.jspecify.annotations.NullMarked;
