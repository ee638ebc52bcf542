/** Templates in Liquid. */
@NullMarked
package dev.rapport.ingestion.campaign.liquid;

import org.jspecify.annotations.NullMarked;
