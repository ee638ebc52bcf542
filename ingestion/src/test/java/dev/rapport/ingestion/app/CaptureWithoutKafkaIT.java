package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What senders see while Kafka is away. */
final class CaptureWithoutKafkaIT {
    private static final int REQUESTS = 300;
    private static final Map<String, String> IMPATIENT = Map.of(
            "ingestion.capture.buffer", "2MiB",
            "ingestion.capture.delivery-timeout", "2s",
            "ingestion.capture.max-block", "100ms",
            "ingestion.capture.stall-timeout", "500ms");

    @Test
    void asksSendersToComeBackAndHoldsLittle() throws Exception {
        var kafka = TestingKafka.start();
        try (var ingestion = TestingService.on(kafka, IMPATIENT, new IngestionServiceFactory())) {
            // Given
            await().until(() -> ingestion.post("/v1/track", event("before")).statusCode() == 200);
            kafka.close();
            // When
            var statuses = flood(ingestion);
            var single = ingestion.post("/v1/track", event("after"));
            // Then
            assertThat(statuses).hasSize(REQUESTS).containsOnly(503);
            assertThat(single.statusCode()).isEqualTo(503);
            assertThat(single.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(single.body())
                    .startsWith("{\"success\":false,\"error\":{\"reason\":\"UNAVAILABLE\",\"detail\":\"");
            await().untilAsserted(() -> assertThat(ingestion.metrics()).contains("rapport_capture_waiting_bytes 0.0"));
            assertThat(ingestion.metrics()).contains("rapport_capture_stalled 1.0");
        }
    }

    /** Requests of about 30 KB, all at once: far more than the buffer holds. */
    private static int[] flood(TestingService ingestion) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var key = Base64.getEncoder().encodeToString((TestingService.WRITE_KEY + ":").getBytes(UTF_8));
        var request = HttpRequest.newBuilder(ingestion.uri("/v1/track"))
                .header("Authorization", "Basic " + key)
                .POST(BodyPublishers.ofString(event("x".repeat(30_000))))
                .build();
        var answers = IntStream.range(0, REQUESTS)
                .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .mapToInt(response -> response.statusCode())
                .toArray();
    }

    private static String event(String text) {
        return "{\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"text\":\"" + text + "\"}}";
    }
}
