package dev.rapport.quickstart.sdks;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.scoring.app.ScoringServiceFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Capture, enrichment and profiles as {@code up} runs them, on a broker that can be stopped and started. */
final class Site implements AutoCloseable {
    static final String WRITE_KEY = "sdk-key";
    static final int LOAD_LIMIT = 150;
    private static final int LIMIT = 2;
    private static final int BURST = LIMIT * 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedKafkaConfig kafkaConfig;
    private final ServiceProcess services;
    private EmbeddedKafka kafka;

    private Site(EmbeddedKafka kafka, EmbeddedKafkaConfig kafkaConfig, ServiceProcess services) {
        this.kafka = kafka;
        this.kafkaConfig = kafkaConfig;
        this.services = services;
    }

    /** The key of an SDK whose limit is met in no time. */
    static String limitedKey(Sdk sdk) {
        return "limited-" + sdk.name();
    }

    /** The key of an SDK that may write {@link #LOAD_LIMIT} events a second. */
    static String loadKey(Sdk sdk) {
        return "load-" + sdk.name();
    }

    static Site start(Path dir) throws IOException {
        var config = EmbeddedKafkaConfig.in(dir.resolve("kafka"));
        var kafka = EmbeddedKafka.start(config);
        var address = kafka.bootstrapServers();
        var port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        var settings = Settings.of(Map.of(
                "kafka.bootstrap.servers",
                address,
                "http.host",
                "127.0.0.1",
                "http.port",
                "0",
                // Machines that build are busy: no acknowledgement for a second says little there.
                "ingestion.capture.stall-timeout",
                "3s",
                "topics.partitions",
                "2",
                "topics.replication",
                "1",
                "ingestion.capture.write-keys",
                WRITE_KEY + "=shop",
                "ingestion.sources.file",
                Files.writeString(dir.resolve("sources.yaml"), sources()).toString(),
                "streams.state-dir",
                dir.resolve("state").toString()));
        var services = ServiceProcess.start(
                settings,
                0,
                List.of(new IngestionServiceFactory(), new EnrichmentServiceFactory(), new ScoringServiceFactory()),
                LocalRegistry.alone());
        return new Site(kafka, config.withPort(port), services);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + services.port());
    }

    ServiceProcess services() {
        return services;
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafka() {
        kafka = EmbeddedKafka.start(kafkaConfig);
    }

    private static String sources() {
        return "sources:\n" + source("limited", Site::limitedKey, LIMIT) + source("load", Site::loadKey, LOAD_LIMIT);
    }

    private static String source(String name, Function<Sdk, String> key, int eventsPerSecond) {
        return Sdk.all().stream()
                .map(key)
                .collect(Collectors.joining(
                        ", ",
                        "  " + name + ":\n    write-keys: [",
                        "]\n    events-per-second: " + eventsPerSecond + "\n"));
    }

    /** Writes more with a key of a limited source than it may: what follows is answered 429 for some seconds. */
    void exhaust(String writeKey) {
        var event = "{\"type\":\"track\",\"event\":\"Too Much\",\"userId\":\"exhausting\"}";
        var batch = "{\"batch\":[" + String.join(",", Collections.nCopies(BURST + 3 * LIMIT, event)) + "]}";
        var request = HttpRequest.newBuilder(uri().resolve("/v1/batch?writeKey=" + writeKey))
                .POST(BodyPublishers.ofString(batch))
                .build();
        client.sendAsync(request, BodyHandlers.discarding()).join();
    }

    /** A track call with Basic authentication, until it is stored. */
    void track(String anonymousId, String userId, String event) {
        var body = Run.JSON
                .createObjectNode()
                .put("writeKey", WRITE_KEY)
                .put("anonymousId", anonymousId)
                .put("userId", userId)
                .put("event", event);
        var request = HttpRequest.newBuilder(uri().resolve("/v1/track"))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        // On a busy machine Kafka may be silent for so long that the answer is a 503.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** What the API says of a customer, once it knows of an order. */
    JsonNode awaitOrder(String customer) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(
                        () -> profile(customer),
                        profile -> profile.path("orderCount").asInt() > 0);
    }

    private JsonNode profile(String customer) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri().resolve("/api/v1/customers/" + customer))
                .build();
        return Run.JSON
                .readTree(client.send(request, BodyHandlers.ofString()).body())
                .path("profile");
    }

    @Override
    public void close() {
        services.close();
        kafka.close();
    }
}
