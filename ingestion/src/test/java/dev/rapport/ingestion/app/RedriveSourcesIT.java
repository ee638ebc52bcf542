package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way in rejected under wrong settings comes in by a redrive once they are right, each once. */
@RealKafka
@Slow
final class RedriveSourcesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> STRUCTURED = Map.of("Content-Type", "application/cloudevents+json");

    @TempDir
    Path folder;

    private final TestingKafka kafka;
    private final String source;
    private final String events;
    private final String customers;
    private final String products;

    RedriveSourcesIT(TestingKafka kafka) {
        this.kafka = kafka;
        source = kafka.unique("door");
        events = kafka.unique("shop.events");
        customers = kafka.unique("shop.customers");
        products = kafka.unique("shop.products");
    }

    @Test
    void bringsInWhatEveryOriginRejectedOnce() throws Exception {
        // Given: a plan and converters that are wrong
        List.of(events, customers, products).forEach(topic -> kafka.freshTopic(topic, 1));
        send();
        try (var service = start("{unplanned: reject, events: []}", "avro")) {
            var key = "?writeKey=" + source;
            service.post("/cloudevents" + key, event("http").getBytes(UTF_8), STRUCTURED);
            service.post("/v1/track" + key, track("segment").getBytes(UTF_8), Map.of("Content-Type", "text/plain"));
            assertThat(service.findAll(Topics.EVENTS_REJECTED, this::isOurs, 6)).hasSize(6);
            assertThat(plans(service)).containsOnly("would-send");
        }
        try (var service = start("{unplanned: ignore, events: []}", "json")) {
            // When
            var redriven = redrive(service);
            var again = redrive(service);
            // Then
            assertThat(redriven.path("counts")).isEqualTo(JSON.readTree("{\"sent\":5,\"product\":1}"));
            assertThat(again.path("counts")).isEqualTo(JSON.readTree("{\"already-redriven\":5,\"product\":1}"));
            var captured = service.findAll(Topics.EVENTS_CAPTURED, this::isOurs, 5);
            assertThat(captured)
                    .extracting(CapturedEvent::getMessageId)
                    .hasSize(5)
                    .contains("/orders http", "/orders kafka", "segment")
                    .doesNotHaveDuplicates();
            assertThat(captured).extracting(CapturedEvent::getUserId).contains("ada", "1", "2");
            assertThat(service.metrics()).contains("rapport_capture_events_total");
        }
    }

    private void send() {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var event = new ProducerRecord<>(events, "k", "{\"total\":19.90}");
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "kafka",
                            "ce_source", "/orders",
                            "ce_type", "placed",
                            "ce_subject", "ada",
                            "content-type", "application/json")
                    .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
            var sent = new ArrayList<>(List.of(producer.send(event)));
            sent.add(producer.send(new ProducerRecord<>(customers, "{\"id\":1}", row("customers", 1))));
            sent.add(producer.send(new ProducerRecord<>(customers, "{\"id\":2}", row("customers", 2))));
            sent.add(producer.send(new ProducerRecord<>(products, "{\"id\":3}", row("products", 3))));
            producer.flush();
            assertThat(sent).allMatch(java.util.concurrent.Future::isDone);
        }
    }

    private TestingService start(String plan, String converter) throws IOException {
        Files.writeString(folder.resolve("customers.yaml"), """
                dataset: customers
                user: {column: id}
                customer: {traits: {email: {column: email}}}
                """);
        Files.writeString(folder.resolve("products.yaml"), """
                dataset: products
                product: {fields: {product_id: {column: id}, name: {column: email}}}
                """);
        var topics = Files.writeString(folder.resolve("topics.yaml"), """
                topics:
                  - {topic: %s, format: cloudevents, source: %s}
                  - {topic: %s, format: debezium, source: %s, converter: %s, mapping: customers.yaml}
                  - {topic: %s, format: debezium, source: %s, converter: %s, mapping: products.yaml}
                """.formatted(
                        events, source, customers, source, converter, products, source, converter));
        return TestingService.on(
                kafka,
                Map.of(
                        "ingestion.topics.file",
                        topics.toString(),
                        "ingestion.topics.group",
                        source,
                        "ingestion.capture.write-keys",
                        source + "=" + source,
                        "ingestion.plan.file",
                        Files.writeString(folder.resolve("plan.yaml"), plan).toString()),
                new IngestionServiceFactory());
    }

    /** What show says of each. */
    private Set<String> plans(TestingService service) throws Exception {
        var outcomes = new HashSet<String>();
        var path = "/api/v1/dead-letters";
        var listed =
                JSON.readTree(service.send("GET", path + "?source=" + source).body());
        for (var letter : listed.path("letters")) {
            var shown = service.send("GET", path + "/" + letter.path("id").asText());
            outcomes.add(
                    JSON.readTree(shown.body()).path("redrive").path("outcome").asText());
        }
        return outcomes;
    }

    private JsonNode redrive(TestingService service) throws Exception {
        var body = ("{\"source\":\"" + source + "\"}").getBytes(UTF_8);
        var answer = service.post("/api/v1/dead-letters/redrive", body, Map.of("Content-Type", "application/json"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private boolean isOurs(RejectedEvent event) {
        return event.getSourceId().equals(source);
    }

    private boolean isOurs(CapturedEvent event) {
        return event.getSourceId().equals(source);
    }

    private static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/orders\",\"type\":\"placed\",\"subject\":\"ada\",\"data\":{\"total\":19.90}}";
    }

    private static String track(String id) {
        return "{\"event\":\"placed\",\"userId\":\"ada\",\"messageId\":\"" + id + "\"}";
    }

    private static String row(String table, int id) {
        return "{\"before\":null,\"after\":{\"id\":" + id + ",\"email\":\"" + id
                + "@example.com\"},\"source\":{\"table\":\"" + table + "\",\"lsn\":" + id
                + ",\"ts_ms\":1777885200000},\"op\":\"c\"}";
    }
}
