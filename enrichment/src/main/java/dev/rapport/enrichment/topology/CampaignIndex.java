package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.schemas.CampaignDefinition;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campaigns as they run, parsed once a version. The global thread writes, stream threads read. A definition was accepted
 * before it comes here; one that broke a rule all the same would be of another release, and leaves what runs in place.
 */
final class CampaignIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignIndex.class);

    private final ConcurrentSkipListMap<String, Campaign> campaigns = new ConcurrentSkipListMap<>();
    private final EnrichmentMeters meters;

    CampaignIndex(EnrichmentMeters meters) {
        this.meters = meters;
    }

    void put(String campaignId, @Nullable CampaignDefinition definition) {
        if (definition == null) {
            campaigns.remove(campaignId);
            return;
        }
        try {
            campaigns.put(campaignId, CampaignYaml.parse(definition.getYaml()));
        } catch (InvalidCampaignException e) {
            meters.invalidCampaign();
            LOG.atWarn()
                    .addKeyValue("campaignId", campaignId)
                    .addKeyValue("version", definition.getVersion())
                    .addKeyValue("error", e.getMessage())
                    .log("accepted campaign does not run: its definition breaks a rule of this release");
        }
    }

    /** All that run, by id. */
    Collection<Campaign> running() {
        return campaigns.values();
    }
}
