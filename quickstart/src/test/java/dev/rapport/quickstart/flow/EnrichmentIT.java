package dev.rapport.quickstart.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an HTTP request to a prompt on a real broker, through a restart that has lost its local state. */
@RealKafka
@Slow
final class EnrichmentIT {
    private static final String VIEWED = "{\"messageId\":\"%s\",\"anonymousId\":\"%s\",\"event\":\"Product Viewed\","
            + "\"properties\":{\"product_id\":\"mug-1\",\"name\":\"Ceramic Mug\",\"category\":\"mugs\",\"price\":12.5}}";

    @TempDir
    private Path folder;

    @Test
    void promptsAndRemembersThroughRestartWithoutLocalState(TestingKafka kafka) throws Exception {
        // Given
        var settings = Map.of("enrichment.campaigns.dir", campaigns().toString());
        try (var ingestion = FrontServices.on(kafka, settings)) {
            ingestion.post(
                    "/v1/identify",
                    "{\"anonymousId\":\"it-browser\",\"userId\":\"it-user\",\"traits\":{\"name\":\"Ana Silva\","
                            + "\"consents\":{\"marketing\":true}}}");
            ingestion.post("/v1/track", VIEWED.formatted("it-1", "it-browser"));
            assertThat(ingestion.find(Topics.PROMPTS, EnrichmentIT::isOurs))
                    .hasValueSatisfying(prompt -> assertThat(prompt.getText())
                            .contains("name: Ana\nproduct: Ceramic Mug\nprice: 12.50 USD\n"));
        }
        // When
        try (var ingestion = FrontServices.on(kafka, settings)) {
            ingestion.post("/v1/track", VIEWED.formatted("it-1", "it-browser"));
            ingestion.post("/v1/track", VIEWED.formatted("it-2", "it-browser"));
            // Several, so that their events arrive on both partitions.
            for (var phone : List.of("it-phone-1", "it-phone-2", "it-phone-3", "it-phone-4")) {
                ingestion.post(
                        "/v1/alias",
                        "{\"previousId\":\"%s\",\"userId\":\"it-user\",\"messageId\":\"alias-%s\"}"
                                .formatted(phone, phone));
                assertThat(ingestion.find(Topics.EVENTS_ENRICHED, event -> event.getMessageId()
                                .equals("alias-" + phone)))
                        .isPresent();
                ingestion.post("/v1/track", VIEWED.formatted("view-" + phone, phone));
            }
            // Then
            var events = ingestion.findAll(
                    Topics.EVENTS_ENRICHED,
                    event -> event.getCustomerId().equals(Customers.of("it-user")) && event.getName() != null,
                    6);
            assertThat(events)
                    .extracting(EnrichedEvent::getMessageId)
                    .containsExactlyInAnyOrder(
                            "it-1", "it-2", "view-it-phone-1", "view-it-phone-2", "view-it-phone-3", "view-it-phone-4");
            assertThat(ingestion.metrics()).contains("rapport_enrichment_events_total{outcome=\"duplicate\"} 1.0");
            assertThat(ingestion.findAll(Topics.DECISIONS, decision -> "it-user".equals(decision.getUserId()), 6))
                    .extracting(decision -> decision.getReason().name())
                    .startsWith("SENT")
                    .filteredOn("FREQUENCY_CAP"::equals)
                    .hasSize(5);
        }
    }

    @Test
    void putsUnreadableRecordAsideAndGoesOn() throws Exception {
        // A broker of its own: other tests read the same topic.
        try (var kafka = TestingKafka.start();
                var ingestion = FrontServices.on(kafka, Map.of())) {
            // When
            garbage(kafka);
            ingestion.post("/v1/track", VIEWED.formatted("it-9", "garbage-browser"));
            // Then
            assertThat(ingestion.find(Topics.EVENTS_ENRICHED, event -> event.getMessageId()
                            .equals("it-9")))
                    .isPresent();
            assertThat(ingestion.metrics()).contains("rapport_dead_letters_total");
        }
    }

    private static boolean isOurs(Prompt prompt) {
        return prompt.getCustomerId().equals(Customers.of("it-user"));
    }

    private Path campaigns() throws IOException {
        try (var bundled = EnrichmentIT.class.getResourceAsStream("/campaigns/product-recommendation.yaml")) {
            assertThat(bundled).isNotNull();
            var yaml = new String(bundled.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve("without-holdout.yaml"),
                    yaml.replace("holdout: 10%", "holdout: 0%").replace("version: 1", "version: 2"));
            return folder;
        }
    }

    /** To every partition, so that the event behind it is on one of them. */
    private static void garbage(TestingKafka kafka) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (var partition : List.of(0, 1)) {
                producer.send(new ProducerRecord<>(
                                Topics.EVENTS_CAPTURED.name(), partition, "garbage-browser", new byte[] {9, 9, 9}))
                        .get();
            }
        }
    }
}
