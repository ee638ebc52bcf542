package dev.rapport.enrichment.campaign.publish;

import dev.rapport.enrichment.campaign.Campaign;

/**
 * A definition whose rules hold.
 *
 * @param yaml as its author wrote it
 */
public record CampaignFile(Campaign campaign, String yaml) {}
