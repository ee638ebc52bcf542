package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.slow.Slow;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.AbstractImagePullPolicy;
import org.testcontainers.images.ImageData;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The main path, event in and reply out, against the Kafka that people run: the official image in a container. */
@Tag("containers")
@Slow
class KafkaContainerIT {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int CUSTOMERS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path stateDir;

    @Test
    void answersEventsThroughAKafkaContainer() throws Exception {
        requireLocalImage();
        try (var kafka = new KafkaContainer(IMAGE).withImagePullPolicy(new NeverPull())) {
            kafka.start();
            try (var pipeline = ServiceProcess.start(
                    settings(kafka.getBootstrapServers()),
                    0,
                    List.of(
                            new IngestionServiceFactory(),
                            new EnrichmentServiceFactory(),
                            new InferenceServiceFactory(),
                            new ScoringServiceFactory()),
                    LocalRegistry.alone())) {
                // Given customers who agreed to be written to
                // When each views a product
                assertThat(post(pipeline.port(), batch())).isEqualTo(200);

                // Then those not held out have a reply, and scoring knows every event and every reply
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                    var rows = get(pipeline.port(), "/api/v1/metrics").path("rows");
                    assertThat(sum(rows, "events")).isEqualTo(2 * CUSTOMERS);
                    assertThat(sum(rows, "sent")).isPositive().isEqualTo(sum(rows, "decisions.SENT"));
                    assertThat(sum(rows, "customers")).isEqualTo(CUSTOMERS);
                });
                assertThat(get(pipeline.port(), "/api/v1/replies?limit=20").path("replies"))
                        .allSatisfy(
                                reply -> assertThat(reply.path("text").asText()).contains("Copper Kettle"));
            }
        }
    }

    private Settings settings(String bootstrapServers) {
        return Settings.of(Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "http.host", "127.0.0.1",
                "http.port", "0",
                "topics.partitions", "2",
                "streams.state-dir", stateDir.toString()));
    }

    private static String batch() {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> """
                        {"type":"identify","userId":"customer-%1$d","traits":{"firstName":"Ana"},
                         "context":{"consent":{"categoryPreferences":{"marketing":true}}}},
                        {"type":"track","userId":"customer-%1$d","event":"Product Viewed",
                         "properties":{"product_id":"p1","name":"Copper Kettle","price":49.5,"currency":"EUR"}}""".formatted(i))
                .collect(Collectors.joining(",", "{\"writeKey\":\"rapport-demo-key\",\"batch\":[", "]}"));
    }

    private int post(int port, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/batch"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private JsonNode get(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static long sum(JsonNode rows, String count) {
        var total = 0L;
        for (var row : rows) {
            total += row.path("counts").path(count).asLong();
        }
        return total;
    }

    private static void requireLocalImage() {
        var factory = DockerClientFactory.instance();
        assumeTrue(
                factory.isDockerAvailable(),
                "skipped: the pipeline against a Kafka container needs a container engine, and none answers here");
        try {
            factory.client().inspectImageCmd(IMAGE).exec();
        } catch (DockerException e) {
            assumeTrue(
                    false,
                    "skipped: the pipeline against a Kafka container needs the image " + IMAGE
                            + " on this machine: docker pull " + IMAGE);
        }
    }

    /** The image is here, or the test is skipped: a pull without a registry is retried for minutes. */
    private static final class NeverPull extends AbstractImagePullPolicy {
        @Override
        protected boolean shouldPullCached(DockerImageName imageName, ImageData localImageData) {
            return false;
        }
    }
}
