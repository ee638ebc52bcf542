package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealKafka
@Slow
@SuppressWarnings("FutureReturnValueIgnored") // A flush waits for them, and what is not sent is not found.
final class TopicSourcesIT {
    private static final Duration TIME = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private TestingKafka kafka;
    private String topic;
    private Map<String, String> settings;
    private Producer<String, String> producer;

    @BeforeEach
    void start(TestingKafka shared) throws IOException {
        kafka = shared;
        topic = kafka.unique("shop.customers");
        Files.writeString(folder.resolve("customers.yaml"), """
                dataset: customers
                user: {column: id}
                deletion: {when: {column: $operation, equals: delete}, of: customer}
                customer: {traits: {email: {column: email}}}
                """);
        var file = Files.writeString(
                folder.resolve("topics.yaml"),
                "topics: [{topic: " + topic + ", format: debezium, source: " + topic + ", mapping: customers.yaml}]");
        settings = Map.of("ingestion.topics.file", file.toString(), "ingestion.topics.group", kafka.unique("sources"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
    }

    @Test
    void changesBecomeEventsThoughTheTopicComesLaterAndTheServiceRestarts() throws Exception {
        // Given
        try (var service = TestingService.on(kafka, settings, new IngestionServiceFactory())) {
            await().atMost(TIME).untilAsserted(() -> assertThat(
                            service.send("GET", "/health/ready").body())
                    .contains("not there yet: " + topic));
            kafka.freshTopic(topic, 2);
            // When
            send(1, 201);
            await().atMost(TIME).until(() -> captured(service, 20) >= 20);
        }
        send(201, 401);
        // Then
        try (var again = TestingService.on(kafka, settings, new IngestionServiceFactory())) {
            assertThat(captured(again, 400)).isEqualTo(400);
        }
    }

    /** As after a kill between storing and committing: what was stored is read again. */
    @Test
    void whatIsReadAgainHasTheSameIds() throws Exception {
        // Given
        kafka.freshTopic(topic, 2);
        send(1, 51);
        try (var service = TestingService.on(kafka, settings, new IngestionServiceFactory())) {
            assertThat(captured(service, 50)).isEqualTo(50);
        }
        // When
        var uncommitted = new HashMap<>(settings);
        uncommitted.put("ingestion.topics.group", kafka.unique("uncommitted"));
        try (var again = TestingService.on(kafka, uncommitted, new IngestionServiceFactory())) {
            var events = again.findAll(
                    Topics.EVENTS_CAPTURED, event -> event.getSourceId().equals(topic), 100);
            // Then
            assertThat(events).hasSize(100);
            assertThat(events.stream().map(CapturedEvent::getMessageId).distinct())
                    .hasSize(50);
        }
    }

    @Test
    void whatCannotBeReadIsKeptAndTheNextRecordIsTaken() throws Exception {
        // Given
        kafka.freshTopic(topic, 1);
        producer.send(new ProducerRecord<>(topic, "{\"id\":1}", "not JSON"));
        producer.send(new ProducerRecord<>(topic, "{\"id\":1}", "[]"));
        producer.send(new ProducerRecord<>(topic, "{\"id\":1}", null));
        producer.send(new ProducerRecord<>(topic, "not JSON", "{}"));
        producer.send(new ProducerRecord<>(topic, "{\"id\":3}", deletion(3)));
        send(1, 2);
        // When
        try (var service = TestingService.on(kafka, settings, new IngestionServiceFactory())) {
            // Then
            assertThat(captured(service, 2)).isEqualTo(2);
            var rejected = service.findAll(
                    Topics.EVENTS_REJECTED, event -> event.getSourceId().equals(topic), 3);
            assertThat(rejected).extracting(RejectedEvent::getReason).containsOnly(RejectionReason.UNREADABLE_RECORD);
            assertThat(rejected.get(0).getPayload()).isEqualTo(UTF_8.encode("not JSON"));
            assertThat(rejected.get(0).getTopic()).isEqualTo(topic);
            assertThat(rejected.get(0).getOffset()).isZero();
            assertThat(service.find(Topics.ERASURES, erasure -> true)).isPresent();
            assertThat(service.metrics()).contains("rapport_cdc_ignored_total{kind=\"tombstone\",topic=\"" + topic);
        }
    }

    private void send(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> producer.send(new ProducerRecord<>(topic, "{\"id\":" + i + "}", row(i))));
        producer.flush();
    }

    /** Distinct message ids: what is read twice has the same. */
    private int captured(TestingService service, int count) {
        var ids = new HashSet<String>();
        service.findAll(
                Topics.EVENTS_CAPTURED,
                (CapturedEvent event) -> event.getSourceId().equals(topic) && ids.add(event.getMessageId()),
                count);
        return ids.size();
    }

    private static String row(int id) {
        return change(id, "c", "null", "{\"id\":" + id + ",\"email\":\"" + id + "@example.com\"}");
    }

    private static String deletion(int id) {
        return change(id, "d", "null", "null");
    }

    private static String change(int position, String op, String before, String after) {
        return "{\"before\":" + before + ",\"after\":" + after + ",\"source\":{\"table\":\"customers\",\"lsn\":"
                + position + ",\"ts_ms\":1777885200000},\"op\":\"" + op + "\"}";
    }
}
