/** Campaigns as YAML files: read with every problem reported at its line and column. */
@NullMarked
package dev.rapport.enrichment.campaign.definition;

import org.jspecify.annotations.NullMarked;
