package dev.rapport.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.quickstart.pipeline.Pipeline;
import dev.rapport.quickstart.pipeline.PipelineConfig;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No record of any topic ends a service or keeps one from starting: after every topic's broken records a definition that
 * is published runs, an event is decided by it, and the reply arrives in scoring; and again after a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Slow
final class BrokenRecordsIT {
    private static final String CAMPAIGN = "hello";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("key:".getBytes(StandardCharsets.UTF_8));
    private static final byte[] KEY = "broken".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_TEXT = {(byte) 0xff, (byte) 0xfe, 0};
    private static final String YAML = """
            id: hello
            version: %d
            kind: offer
            trigger: {events: [Greeted]}
            goal: Answered
            channel: chat
            consent: none
            arms:
              - {name: plain, weight: 100%%}
            language: {default: en}
            template: "say hello"
            fallback: "Hello"
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path dir;
    private HttpServer model;
    private Pipeline pipeline;
    private int version;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        dir = folder;
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var answer =
                "{\"choices\": [{\"text\": \"Hello!\", \"finish_reason\": \"stop\"}]}".getBytes(StandardCharsets.UTF_8);
        model.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        model.start();
        pipeline = startPipeline();
    }

    @AfterAll
    void stop() {
        pipeline.close();
        model.stop(0);
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("topics")
    void goesOn(String topicName) throws Exception {
        // Given
        assertThat(pipeline.failure()).isNotDone();
        var topic = topic(topicName);
        // When
        publishBroken(topic);
        // Then
        assertThatAGoodRecordHasItsEffect();
    }

    static List<String> topics() {
        return Topics.all().stream().map(Topic::name).toList();
    }

    @Order(2)
    @Test
    void goesOnAfterABrokenSchemaTopic() throws Exception {
        // When
        try (var producer = producer()) {
            for (var value : List.of("hello not json", "[]", "{\"id\":1,\"schema\":\"\\\"int\\\"\"}", "")) {
                send(producer, "_schemas", 0, KEY, value.getBytes(StandardCharsets.UTF_8));
                send(
                        producer,
                        "_schemas",
                        0,
                        "{\"keytype\":\"SCHEMA\",\"subject\":\"broken\",\"version\":1,\"magic\":1}"
                                .getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
            }
        }
        // Then
        assertThatAGoodRecordHasItsEffect();
    }

    @Order(3)
    @Test
    void startsAgainAfterAllOfThem() throws Exception {
        // When
        pipeline.close();
        pipeline = startPipeline();
        // Then
        assertThatAGoodRecordHasItsEffect();
    }

    private Pipeline startPipeline() {
        var settings = Settings.of(Map.of(
                "ingestion.capture.write-keys",
                "key=testing",
                "inference.backend",
                "openai",
                "inference.openai.base-url",
                "http://127.0.0.1:" + model.getAddress().getPort() + "/v1",
                "inference.openai.model",
                "any",
                "inference.openai.extensions",
                "vllm"));
        var started = Pipeline.start(
                new PipelineConfig(dir, 0, 0, settings),
                List.of(
                        new IngestionServiceFactory(),
                        new EnrichmentServiceFactory(),
                        new InferenceServiceFactory(),
                        new ScoringServiceFactory()));
        started.awaitReady(Duration.ofMinutes(2));
        return started;
    }

    /** Every broken value in every partition, under a key, a key that is no text, and none. */
    private void publishBroken(Topic<?> topic) throws Exception {
        var values = BrokenRecords.valuesOf(topic, new HttpSchemaRegistry(pipeline.url()));
        try (var producer = producer()) {
            for (var partition : producer.partitionsFor(topic.name())) {
                for (var value : values.values()) {
                    send(producer, topic.name(), partition.partition(), KEY, value);
                    send(producer, topic.name(), partition.partition(), NO_TEXT, value);
                    send(producer, topic.name(), partition.partition(), null, value);
                }
            }
        }
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            byte @Nullable [] key,
            byte @Nullable [] value)
            throws Exception {
        try {
            producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
        } catch (ExecutionException e) {
            // A compacted topic takes no record without a key.
            assertThat(e).hasCauseInstanceOf(InvalidRecordException.class);
            assertThat(key).isNull();
        }
    }

    private void assertThatAGoodRecordHasItsEffect() throws Exception {
        version++;
        publishCampaign();
        var customer = "customer-" + version;
        var patience = await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(300))
                .failFast("a service has ended", () -> pipeline.failure().isDone());
        patience.untilAsserted(() -> {
            // The definition is in force a moment after it is published.
            post("{\"userId\":\"%s\",\"event\":\"Greeted\"}".formatted(customer));
            var known = get("/api/v1/customers/" + customer);
            assertThat(known)
                    .contains("\"campaignVersion\":" + version, "\"text\":\"Hello!\"", "\"outcome\":\"GENERATED\"");
        });
        assertThat(status("/health/ready")).isEqualTo(200);
        assertThat(status("/health/live")).isEqualTo(200);
    }

    private void publishCampaign() throws Exception {
        var yaml = YAML.formatted(version);
        var definition = CampaignDefinition.newBuilder()
                .setCampaignId(CAMPAIGN)
                .setVersion(version)
                .setYaml(yaml)
                .setSha256(DerivedId.sha256Hex(yaml))
                .setPublishedAt(Instant.now())
                .build();
        var config = pipeline.connection().producer("testing");
        try (var producer = new KafkaProducer<String, CampaignDefinition>(
                config, new StringSerializer(), pipeline.serdes().<CampaignDefinition>serializer())) {
            producer.send(new ProducerRecord<>(Topics.CAMPAIGNS.name(), CAMPAIGN, definition))
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        var config = pipeline.connection().producer("testing");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(pipeline.url() + "/v1/track"))
                .header("Authorization", AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(pipeline.url() + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private int status(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(pipeline.url() + path)).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static Topic<?> topic(String name) {
        return Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
