package dev.rapport.quickstart.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted last stays in force on a real broker, whatever is published, compacted or lost. */
@Slow
final class ControlIT {
    private static final String CAMPAIGN = "product-recommendation";
    private static final byte[] GARBAGE = "hello not json".getBytes(StandardCharsets.UTF_8);
    private static final String VIEWED = "{\"messageId\":\"%s\",\"userId\":\"%s\",\"event\":\"Product Viewed\","
            + "\"properties\":{\"product_id\":\"mug-1\",\"name\":\"Ceramic Mug\",\"category\":\"mugs\",\"price\":12.5}}";

    @TempDir
    private Path folder;

    /** Every start has a new state directory. */
    @Test
    void keepsTheLastGoodValueThroughUnreadableRecordsCompactionAndRestart() throws Exception {
        // Given
        try (var kafka = TestingKafka.start()) {
            try (var ingestion = FrontServices.on(kafka, files())) {
                publish(kafka, Topics.CAMPAIGNS, CAMPAIGN, GARBAGE);
                publish(kafka, Topics.CATALOG, "mug-2", GARBAGE);
                await().untilAsserted(
                                () -> assertThat(ingestion.metrics())
                                        .contains(
                                                "rapport_dead_letters_total{stage=\"deserialization\",topic=\"rapport.campaigns.v1\"} 1.0",
                                                "rapport_dead_letters_total{stage=\"deserialization\",topic=\"rapport.catalog.v1\"} 1.0"));
                assertThat(promptFor(ingestion, "ana").getCampaignVersion()).isEqualTo(2);
            }
            // As compaction leaves them: of each key only the last record, which nobody can read.
            kafka.freshTopics(Topics.CAMPAIGNS, Topics.CATALOG);
            publish(kafka, Topics.CAMPAIGNS, CAMPAIGN, GARBAGE);
            publish(kafka, Topics.CATALOG, "mug-2", GARBAGE);
            // When
            try (var ingestion = FrontServices.on(kafka, Map.of())) {
                var prompt = promptFor(ingestion, "bo");
                // Then
                assertThat(prompt.getCampaignVersion()).isEqualTo(2);
                assertThat(prompt.getText()).contains("product: Glass Mug");
            }
        }
    }

    @Test
    void stopsCampaignWhoseTombstoneNobodySaw() throws Exception {
        // Given
        try (var kafka = TestingKafka.start()) {
            try (var ingestion = FrontServices.on(kafka, files())) {
                assertThat(promptFor(ingestion, "ana").getCampaignVersion()).isEqualTo(2);
            }
            // Its tombstone was published and compacted away while nothing ran.
            kafka.freshTopics(Topics.CAMPAIGNS);
            // When
            try (var ingestion = FrontServices.on(kafka, Map.of())) {
                // Then
                assertThat(promptFor(ingestion, "bo").getCampaignVersion())
                        .as("the bundled definition, published anew")
                        .isEqualTo(1);
            }
        }
    }

    /** The first event behind the start: what was published before is in force. */
    private static Prompt promptFor(TestingService ingestion, String user) throws Exception {
        ingestion.post(
                "/v1/identify",
                "{\"userId\":\"%s\",\"traits\":{\"name\":\"Ana\",\"consents\":{\"marketing\":true}}}".formatted(user));
        ingestion.post("/v1/track", VIEWED.formatted("viewed-" + user, user));
        return ingestion
                .find(
                        Topics.PROMPTS,
                        prompt -> user.equals(prompt.getUserId())
                                && prompt.getCampaignId().equals(CAMPAIGN))
                .orElseThrow();
    }

    private Map<String, String> files() throws IOException {
        var campaigns = Files.createDirectories(folder.resolve("campaigns"));
        try (var bundled = ControlIT.class.getResourceAsStream("/campaigns/" + CAMPAIGN + ".yaml")) {
            assertThat(bundled).isNotNull();
            var yaml = new String(bundled.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    campaigns.resolve("a.yaml"),
                    yaml.replace("holdout: 10%", "holdout: 0%").replace("version: 1", "version: 2"));
        }
        var catalog = Files.writeString(
                folder.resolve("catalog.jsonl"),
                "{\"product_id\":\"mug-2\",\"name\":\"Glass Mug\",\"category\":\"mugs\",\"price\":9,\"currency\":\"USD\"}");
        return Map.of("enrichment.campaigns.dir", campaigns.toString(), "enrichment.catalog.file", catalog.toString());
    }

    private static void publish(TestingKafka kafka, Topic<?> topic, String key, byte[] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
