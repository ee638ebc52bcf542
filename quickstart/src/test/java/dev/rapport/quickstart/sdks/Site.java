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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Capture, enrichment and profiles as {@code up} runs them, on a broker that can be stopped and started. */
final class Site implements AutoCloseable {
    static final String WRITE_KEY = "sdk-key";

    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedKafkaConfig kafkaConfig;
    private final ServiceProcess services;
    private EmbeddedKafka kafka;

    private Site(EmbeddedKafka kafka, EmbeddedKafkaConfig kafkaConfig, ServiceProcess services) {
        this.kafka = kafka;
        this.kafkaConfig = kafkaConfig;
        this.services = services;
    }

    static Site start(Path dir) {
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
                "topics.partitions",
                "2",
                "topics.replication",
                "1",
                "ingestion.capture.write-keys",
                WRITE_KEY + "=shop",
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

    /** A track call with Basic authentication; fails unless it is stored. */
    void track(String anonymousId, String userId, String event) throws IOException, InterruptedException {
        var body = Run.JSON
                .createObjectNode()
                .put("writeKey", WRITE_KEY)
                .put("anonymousId", anonymousId)
                .put("userId", userId)
                .put("event", event);
        var request = HttpRequest.newBuilder(uri().resolve("/v1/track"))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
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
