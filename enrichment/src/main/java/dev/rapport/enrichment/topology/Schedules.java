package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.version.Timeline;
import dev.rapport.enrichment.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Campaigns whose time comes by a schedule. The global thread writes, stream threads read. */
final class Schedules {
    /** Of one campaign and customer at a time: a year of days. */
    private static final int MAX = 400;

    private final Map<String, Timeline<Campaign>> byId = new ConcurrentSkipListMap<>();

    /**
     * A time that came.
     *
     * @param campaign the version in force then
     * @param at       in milliseconds since the epoch
     */
    record Occurrence(Version<Campaign> campaign, long at) {}

    void put(String campaignId, Timeline<Campaign> versions) {
        if (versions.values().stream().anyMatch(campaign -> campaign.trigger() instanceof Trigger.Schedule)) {
            byId.put(campaignId, versions);
        } else {
            byId.remove(campaignId);
        }
    }

    /** The times that came after one up to another, in their order, then by campaign; of nearly every span none. */
    List<Occurrence> between(long after, long upTo) {
        if (byId.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Occurrence>(0);
        byId.values().forEach(timeline -> add(timeline.all(), after, upTo, found));
        // Stable: those of the same time stay in the order of their campaigns.
        found.sort(Comparator.comparingLong(Occurrence::at));
        return found;
    }

    private static void add(List<Version<Campaign>> versions, long after, long upTo, List<Occurrence> found) {
        for (var number = 0; number < versions.size(); number++) {
            var version = versions.get(number);
            var campaign = version.value();
            if (campaign == null || !(campaign.trigger() instanceof Trigger.Schedule schedule)) {
                continue;
            }
            var ends = number + 1 < versions.size() ? versions.get(number + 1).effectiveAt() - 1 : Long.MAX_VALUE;
            var last = Math.min(upTo, ends);
            var next = schedule.recurrence().next(Instant.ofEpochMilli(Math.max(after, version.effectiveAt() - 1)));
            for (var count = 0; count < MAX && next.isPresent() && next.get().toEpochMilli() <= last; count++) {
                found.add(new Occurrence(version, next.get().toEpochMilli()));
                next = schedule.recurrence().next(next.get());
            }
        }
    }
}
