package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Timeline;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of campaigns, each parsed once, by what triggers them. The global thread writes, stream threads read. A
 * definition was accepted before it comes here; one that broke a rule all the same would be of another release, and leaves
 * what runs in place.
 */
final class CampaignIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignIndex.class);

    private final Map<String, Timeline<Campaign>> campaigns = new ConcurrentHashMap<>();
    /** By the name of an event, then by campaign; a map is replaced, never changed. */
    private final Map<String, SortedMap<String, Timeline<Campaign>>> byEventName = new ConcurrentHashMap<>();

    private final Schedules schedules = new Schedules();

    private final EnrichmentMeters meters;

    CampaignIndex(EnrichmentMeters meters) {
        this.meters = meters;
    }

    /**
     * Takes a version in.
     *
     * @param definition null where the campaign ends
     * @param appendedAt when that was told, in milliseconds since the epoch
     */
    void put(String campaignId, @Nullable CampaignDefinition definition, long appendedAt) {
        if (definition == null) {
            put(campaignId, new Version<>(null, 0, appendedAt));
            return;
        }
        try {
            var campaign = CampaignYaml.parse(definition.getYaml()).paused(definition.getPaused());
            put(
                    campaignId,
                    new Version<>(
                            campaign,
                            campaign.version(),
                            definition.getEffectiveAt().toEpochMilli()));
        } catch (InvalidCampaignException e) {
            meters.invalidCampaign();
            LOG.atWarn()
                    .addKeyValue("campaignId", campaignId)
                    .addKeyValue("version", definition.getVersion())
                    .addKeyValue("error", e.getMessage())
                    .log("accepted campaign does not run: its definition breaks a rule of this release");
        }
    }

    /** Campaigns whose time comes by a schedule. */
    Schedules schedules() {
        return schedules;
    }

    /** The campaigns in force when an event was received that it triggers, by id; of most events none. */
    List<Version<Campaign>> triggeredBy(ReadEvent event) {
        return lookingAt(event, Trigger.Event.class);
    }

    /** The campaigns in force when an event was received whose absence it starts or ends, by id; of most events none. */
    List<Version<Campaign>> absencesOf(ReadEvent event) {
        return lookingAt(event, Trigger.Absence.class);
    }

    /** The version of a campaign that is in force at a time, in milliseconds since the epoch, if it waits for an absence. */
    Optional<Version<Campaign>> absence(String campaignId, long time) {
        return campaigns
                .getOrDefault(campaignId, Timeline.empty())
                .at(time)
                .filter(version -> version.value() != null && version.value().trigger() instanceof Trigger.Absence);
    }

    private List<Version<Campaign>> lookingAt(ReadEvent event, Class<? extends Trigger> kind) {
        var name = event.getName();
        if (event.getType() != EventType.TRACK || name == null || !event.getWhole()) {
            return List.of();
        }
        var candidates = byEventName.get(name);
        if (candidates == null) {
            return List.of();
        }
        var found = new ArrayList<Version<Campaign>>();
        for (var candidate : candidates.values()) {
            candidate
                    .at(event.getReceivedAt())
                    .filter(version -> version.value() != null
                            && kind.isInstance(version.value().trigger())
                            && version.value().trigger().looksAt().contains(name))
                    .ifPresent(found::add);
        }
        return found;
    }

    private void put(String campaignId, Version<Campaign> version) {
        var before = campaigns.getOrDefault(campaignId, Timeline.empty());
        var after = before.with(version);
        campaigns.put(campaignId, after);
        schedules.put(campaignId, after);
        meters.evictedCampaignVersions(after.evicted() - before.evicted());
        var names = names(before);
        names.addAll(names(after));
        names.forEach(name -> byEventName.put(name, triggeredBy(name, campaignId, after)));
    }

    /** What an event triggers after one of the campaigns has changed. Only lists of its own events change. */
    private SortedMap<String, Timeline<Campaign>> triggeredBy(
            String name, String campaignId, Timeline<Campaign> changed) {
        var triggered = new TreeMap<>(byEventName.getOrDefault(name, Collections.emptySortedMap()));
        if (names(changed).contains(name)) {
            triggered.put(campaignId, changed);
        } else {
            triggered.remove(campaignId);
        }
        return triggered;
    }

    private static Set<String> names(Timeline<Campaign> timeline) {
        var names = new HashSet<String>();
        timeline.values().forEach(campaign -> names.addAll(campaign.trigger().looksAt()));
        return names;
    }
}
