package dev.rapport.enrichment.campaign.publish;

import dev.rapport.enrichment.campaign.Campaign;

/**
 * A definition whose rules hold.
 *
 * @param name of the file
 * @param yaml as its author wrote it
 */
public record CampaignFile(String name, Campaign campaign, String yaml) {}
