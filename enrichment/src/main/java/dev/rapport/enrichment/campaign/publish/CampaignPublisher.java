package dev.rapport.enrichment.campaign.publish;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;

import dev.rapport.enrichment.campaign.CampaignRecord;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.topic.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes campaigns and products that differ from what was accepted last. A campaign that was accepted in a later version
 * is left alone: it was changed while the service ran, and a restart must not undo that.
 */
public final class CampaignPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignPublisher.class);

    private final KafkaConnection kafka;
    private final AvroSerdes serdes;
    private final InstantSource clock;
    private final String publishedBy;
    private final ControlTopics topics;

    /** @param publishedBy who publishes, kept with every campaign */
    public CampaignPublisher(KafkaConnection kafka, AvroSerdes serdes, InstantSource clock, String publishedBy) {
        this.kafka = kafka;
        this.serdes = serdes;
        this.clock = clock;
        this.publishedBy = publishedBy;
        this.topics = new ControlTopics(kafka, serdes);
    }

    /**
     * Withdraws what was accepted and is not published any more. Nobody saw the tombstone when the check was away for longer
     * than Kafka keeps one.
     *
     * @return records withdrawn
     * @throws KafkaException when Kafka cannot be reached or refuses
     */
    public int withdrawForgotten() {
        return withdrawForgotten(CAMPAIGNS, CAMPAIGNS_ACCEPTED) + withdrawForgotten(CATALOG, CATALOG_ACCEPTED);
    }

    private <V extends SpecificRecord> int withdrawForgotten(Topic<V> published, Topic<V> accepted) {
        var latest = new LatestValues(kafka, serdes);
        // In this order: what is published in between is not forgotten.
        var held = latest.of(accepted).keySet();
        var known = latest.keysOf(published);
        var forgotten =
                held.stream().filter(key -> !known.contains(key)).sorted().toList();
        topics.send(published, tombstones(published, forgotten));
        return forgotten.size();
    }

    /**
     * Returns when every in-sync replica has what was published.
     *
     * @return definitions published
     * @throws KafkaException when Kafka cannot be reached or refuses
     */
    public int publishCampaigns(Collection<CampaignFile> campaigns) {
        var held = new LatestValues(kafka, serdes).of(CAMPAIGNS_ACCEPTED);
        var news = new ArrayList<CampaignDefinition>();
        for (var file : campaigns) {
            var sha256 = DerivedId.sha256Hex(file.yaml());
            var current = held.get(file.campaign().id());
            if (current != null && current.getVersion() > file.campaign().version()) {
                LOG.atInfo()
                        .addKeyValue("campaignId", file.campaign().id())
                        .addKeyValue("version", current.getVersion())
                        .log("campaign is published in a later version than its file");
            } else if (current == null || !current.getSha256().equals(sha256)) {
                // A paused campaign stays paused, whatever its file says anew.
                var definition = definition(file, sha256, current != null && current.getPaused());
                warnIfReplaced(
                        "campaignId",
                        file.campaign().id(),
                        definition.getEffectiveAt(),
                        current == null ? definition.getEffectiveAt() : current.getEffectiveAt());
                news.add(definition);
            }
        }
        topics.send(CAMPAIGNS, records(CAMPAIGNS, news, CampaignDefinition::getCampaignId));
        return news.size();
    }

    /** What was accepted for later, or by a clock that is ahead, will replace what is published now. */
    private static void warnIfReplaced(String key, String id, Instant effectiveAt, Instant accepted) {
        if (effectiveAt.isBefore(accepted)) {
            LOG.atWarn()
                    .addKeyValue(key, id)
                    .addKeyValue("effectiveAt", effectiveAt)
                    .addKeyValue("acceptedEffectiveAt", accepted)
                    .log("is in force only until the version that was accepted before comes into force");
        }
    }

    private CampaignDefinition definition(CampaignFile file, String sha256, boolean paused) {
        var now = clock.instant();
        var published = CampaignDefinition.newBuilder()
                .setCampaignId(file.campaign().id())
                .setVersion(file.campaign().version())
                .setYaml(file.yaml())
                .setSha256(sha256)
                .setPublishedAt(now)
                .setEffectiveAt(now)
                .setPublishedBy(publishedBy)
                .setPaused(paused)
                .build();
        return CampaignRecord.complete(published, file.campaign());
    }

    /**
     * Stops the campaigns that were accepted and are not among the files; returns when every in-sync replica knows.
     *
     * @return campaigns stopped
     * @throws KafkaException when Kafka cannot be reached or refuses
     */
    public int stopCampaignsExcept(Collection<CampaignFile> campaigns) {
        var gone =
                missing(new LatestValues(kafka, serdes).of(CAMPAIGNS_ACCEPTED).keySet(), campaigns);
        topics.send(CAMPAIGNS, tombstones(CAMPAIGNS, gone));
        gone.forEach(id ->
                LOG.atInfo().addKeyValue("campaignId", id).log("campaign is stopped: it is no longer among the files"));
        return gone.size();
    }

    /** Ids that no file has, in their order. */
    static List<String> missing(Collection<String> held, Collection<CampaignFile> campaigns) {
        var ids = campaigns.stream().map(file -> file.campaign().id()).collect(Collectors.toSet());
        return held.stream().filter(id -> !ids.contains(id)).sorted().toList();
    }

    private static <V extends SpecificRecord> List<ProducerRecord<String, V>> tombstones(
            Topic<V> topic, Collection<String> keys) {
        return keys.stream()
                .map(key -> new ProducerRecord<String, V>(topic.name(), key, null))
                .toList();
    }

    /**
     * Returns when every in-sync replica has what was published. Products that are not in the collection stay.
     *
     * @return products published
     * @throws KafkaException when Kafka cannot be reached or refuses
     */
    public int publishCatalog(Collection<CatalogProduct> products) {
        var highest = new HashMap<String, Integer>();
        var held = new LatestValues(kafka, serdes).of(CATALOG_ACCEPTED, (id, accepted) -> {
            if (accepted != null) {
                highest.merge(id, accepted.getVersion(), Math::max);
            }
        });
        var now = clock.instant();
        var left = 0;
        var news = new ArrayList<CatalogProduct>();
        for (var product : products) {
            var id = product.getProductId();
            var current = held.get(id);
            if (current != null && isOfAnother(product, current)) {
                left++;
                continue;
            }
            NextVersion.of(product, current, highest.getOrDefault(id, 0), now).ifPresent(next -> {
                warnIfReplaced("productId", id, now, current == null ? now : current.getEffectiveAt());
                news.add(next);
            });
        }
        topics.send(CATALOG, records(CATALOG, news, CatalogProduct::getProductId));
        if (left > 0) {
            LOG.atInfo().addKeyValue("records", left).log("products of the file were changed by another source since");
        }
        return news.size();
    }

    /** Whether someone else has said more of it since: a restart must not undo that. */
    private static boolean isOfAnother(CatalogProduct product, CatalogProduct held) {
        return !held.getSource().isEmpty() && !held.getSource().equals(product.getSource());
    }

    private static <V extends SpecificRecord> List<ProducerRecord<String, V>> records(
            Topic<V> topic, Collection<V> values, Function<V, String> keyOf) {
        return values.stream()
                .map(value -> new ProducerRecord<>(topic.name(), keyOf.apply(value), value))
                .toList();
    }
}
