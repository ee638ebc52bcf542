package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;

import dev.rapport.enrichment.campaign.CampaignRecord;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.id.DerivedId;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The bundled campaigns, accepted and in force before the first event. */
final class RunningCampaigns {
    private RunningCampaigns() {}

    static void publish(ServiceProcess services) {
        try (var producer = new KafkaProducer<>(
                services.kafka().producer("bench-campaigns"),
                new StringSerializer(),
                services.serdes().<CampaignDefinition>serializer())) {
            for (var file : CampaignFiles.load(Optional.empty())) {
                var unused = producer.send(new ProducerRecord<>(
                        CAMPAIGNS_ACCEPTED.name(), file.campaign().id(), definition(file)));
            }
        }
    }

    private static CampaignDefinition definition(CampaignFile file) {
        var published = CampaignDefinition.newBuilder()
                .setCampaignId(file.campaign().id())
                .setVersion(file.campaign().version())
                .setYaml(file.yaml())
                .setSha256(DerivedId.sha256Hex(file.yaml()))
                .setPublishedAt(ShopEvents.before())
                .setEffectiveAt(ShopEvents.before())
                .setPublishedBy("bench")
                .build();
        return CampaignRecord.complete(published, file.campaign());
    }
}
