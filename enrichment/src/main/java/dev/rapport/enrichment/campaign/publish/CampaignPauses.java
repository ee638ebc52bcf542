package dev.rapport.enrichment.campaign.publish;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CampaignDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Pauses campaigns, and resumes them: what was accepted is published again with the switch, in force from now on. Versions
 * that are planned for later get it too, and stay planned. See docs/adr/0131.
 */
public final class CampaignPauses {
    private final KafkaConnection kafka;
    private final AvroSerdes serdes;
    private final InstantSource clock;

    public CampaignPauses(KafkaConnection kafka, AvroSerdes serdes, InstantSource clock) {
        this.kafka = kafka;
        this.serdes = serdes;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param at        from when it is in force
     * @param campaigns those that it is about, by id
     */
    public record Switched(Instant at, List<CampaignSwitch> campaigns) {}

    /** @param changed whether it was not so before */
    public record CampaignSwitch(String campaignId, int version, boolean changed) {}

    /**
     * Returns when every in-sync replica knows.
     *
     * @param campaignId empty for all campaigns
     * @param by         who wants it
     * @return without campaigns where there is none of that id
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached or refuses
     */
    public Switched set(Optional<String> campaignId, boolean paused, String by) {
        var now = clock.instant();
        var records = new ArrayList<ProducerRecord<String, CampaignDefinition>>();
        var switches = new ArrayList<CampaignSwitch>();
        accepted().forEach((id, versions) -> {
            if (campaignId.isPresent() && !campaignId.get().equals(id)) {
                return;
            }
            var changing = changing(versions, paused, now);
            for (var version : changing) {
                var changed = CampaignDefinition.newBuilder(version)
                        .setPaused(paused)
                        .setPublishedAt(now)
                        .setPublishedBy(by);
                if (!version.getEffectiveAt().isAfter(now)) {
                    changed.setEffectiveAt(now);
                }
                records.add(new ProducerRecord<>(CAMPAIGNS.name(), id, changed.build()));
            }
            switches.add(new CampaignSwitch(id, inForce(versions, now).getVersion(), !changing.isEmpty()));
        });
        new ControlTopics(kafka, serdes).send(CAMPAIGNS, records);
        return new Switched(now, switches);
    }

    /** Every version that is known of the campaigns that have not ended, by id, in the order of acceptance. */
    private Map<String, List<CampaignDefinition>> accepted() {
        var versions = new HashMap<String, List<CampaignDefinition>>();
        var held = new LatestValues(kafka, serdes).of(CAMPAIGNS_ACCEPTED, (id, version) -> {
            if (version == null) {
                // It ended, and with it what was planned.
                versions.remove(id);
            } else {
                versions.computeIfAbsent(id, unknown -> new ArrayList<>()).add(version);
            }
        });
        var accepted = new TreeMap<String, List<CampaignDefinition>>();
        held.keySet().forEach(id -> accepted.put(id, versions.getOrDefault(id, List.of())));
        return accepted;
    }

    /** The version in force, then those that come into force later, as far as they are not so already. */
    static List<CampaignDefinition> changing(List<CampaignDefinition> versions, boolean paused, Instant now) {
        var byTime = new TreeMap<Instant, CampaignDefinition>();
        versions.stream()
                .filter(version -> version.getEffectiveAt().isAfter(now))
                .forEach(planned -> byTime.put(planned.getEffectiveAt(), planned));
        var all = new ArrayList<CampaignDefinition>();
        var current = inForce(versions, now);
        if (!current.getEffectiveAt().isAfter(now)) {
            all.add(current);
        }
        all.addAll(byTime.values());
        return all.stream().filter(version -> version.getPaused() != paused).toList();
    }

    /** The latest that is in force; where none is yet, the one that will be last. */
    private static CampaignDefinition inForce(List<CampaignDefinition> versions, Instant now) {
        var current = versions.get(versions.size() - 1);
        var found = false;
        for (var version : versions) {
            var isInForce = !version.getEffectiveAt().isAfter(now);
            if (isInForce && (!found || !version.getEffectiveAt().isBefore(current.getEffectiveAt()))) {
                current = version;
                found = true;
            }
        }
        return current;
    }
}
