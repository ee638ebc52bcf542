package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campaigns as they run, parsed once a version, by what triggers them. The global thread writes, stream threads read. A
 * definition was accepted before it comes here; one that broke a rule all the same would be of another release, and leaves
 * what runs in place.
 */
final class CampaignIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignIndex.class);

    private final TreeMap<String, Campaign> campaigns = new TreeMap<>();
    private final EnrichmentMeters meters;
    private volatile Map<String, List<Campaign>> byEventName = Map.of();

    CampaignIndex(EnrichmentMeters meters) {
        this.meters = meters;
    }

    void put(String campaignId, @Nullable CampaignDefinition definition) {
        if (definition == null) {
            campaigns.remove(campaignId);
            byEventName = index();
            return;
        }
        try {
            campaigns.put(campaignId, CampaignYaml.parse(definition.getYaml()));
            byEventName = index();
        } catch (InvalidCampaignException e) {
            meters.invalidCampaign();
            LOG.atWarn()
                    .addKeyValue("campaignId", campaignId)
                    .addKeyValue("version", definition.getVersion())
                    .addKeyValue("error", e.getMessage())
                    .log("accepted campaign does not run: its definition breaks a rule of this release");
        }
    }

    /** The campaigns that an event triggers, by id; of most events none. */
    List<Campaign> triggeredBy(ReadEvent event) {
        return event.getType() == EventType.TRACK && event.getName() != null && event.getWhole()
                ? byEventName.getOrDefault(event.getName(), List.of())
                : List.of();
    }

    private Map<String, List<Campaign>> index() {
        var index = new HashMap<String, List<Campaign>>();
        for (var campaign : campaigns.values()) {
            if (campaign.trigger() instanceof Trigger.Event trigger) {
                for (var name : trigger.names()) {
                    var triggered = index.computeIfAbsent(name, unused -> new ArrayList<>());
                    if (!triggered.contains(campaign)) {
                        triggered.add(campaign);
                    }
                }
            }
        }
        return index;
    }
}
