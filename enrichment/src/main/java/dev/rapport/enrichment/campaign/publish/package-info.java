/** Campaigns and catalogue from files to their topics. */
@NullMarked
package dev.rapport.enrichment.campaign.publish;

import org.jspecify.annotations.NullMarked;
