package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.ingestion.campaign.Campaign;
import dev.rapport.ingestion.campaign.yaml.CampaignYaml;
import dev.rapport.ingestion.campaign.yaml.InvalidCampaignException;
import dev.rapport.schemas.CampaignDefinition;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campaigns as they run, parsed once a version. The global thread writes, stream threads read. A definition that breaks
 * a rule stops its campaign: what ran before is gone after a restart, and a campaign must not depend on that.
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
            campaigns.remove(campaignId);
            meters.invalidCampaign();
            LOG.atWarn()
                    .addKeyValue("campaignId", campaignId)
                    .addKeyValue("version", definition.getVersion())
                    .addKeyValue("error", e.getMessage())
                    .log("campaign does not run: its definition breaks a rule");
        }
    }

    /** All that run, by id. */
    Collection<Campaign> running() {
        return campaigns.values();
    }
}
