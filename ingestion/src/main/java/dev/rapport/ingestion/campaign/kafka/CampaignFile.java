package dev.rapport.ingestion.campaign.kafka;

import dev.rapport.ingestion.campaign.Campaign;

/**
 * A definition whose rules hold.
 *
 * @param yaml as its author wrote it
 */
public record CampaignFile(Campaign campaign, String yaml) {}
