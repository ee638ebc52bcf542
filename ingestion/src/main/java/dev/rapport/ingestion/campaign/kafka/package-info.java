/** Campaigns and catalogue from files to their topics. */
@NullMarked
package dev.rapport.ingestion.campaign.kafka;

import org.jspecify.annotations.NullMarked;
