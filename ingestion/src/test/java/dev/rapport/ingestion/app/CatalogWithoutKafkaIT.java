package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What senders of products see while Kafka is away. */
final class CatalogWithoutKafkaIT {
    private static final Map<String, String> IMPATIENT = Map.of(
            "ingestion.capture.delivery-timeout", "2s",
            "ingestion.capture.max-block", "100ms",
            "ingestion.capture.stall-timeout", "500ms");
    private static final byte[] FEED = IntStream.range(0, 3_000)
            .mapToObj(number -> "{\"id\":\"p" + number + "\",\"title\":\"Mug\",\"price\":\"5 EUR\"}")
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);

    @Test
    void asksToComeBackAndTriesNothingMore() throws Exception {
        var kafka = TestingKafka.start();
        try (var ingestion = TestingService.on(kafka, IMPATIENT, new IngestionServiceFactory())) {
            // Given
            await().until(() -> put(ingestion, "").statusCode() == 200);
            kafka.close();
            // When
            var put = put(ingestion, "");
            var whole = put(ingestion, "?complete=true");
            var delete = ingestion.send("DELETE", "/api/v1/products/p1");
            // Then
            assertThat(put.statusCode()).isEqualTo(503);
            assertThat(put.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(put.body()).startsWith("{\"success\":false,\"error\":{\"reason\":\"UNAVAILABLE\"");
            assertThat(whole.statusCode()).isEqualTo(503);
            assertThat(delete.statusCode()).isEqualTo(503);
            assertThat(ingestion.metrics())
                    .contains("rapport_catalog_stalled 1.0", "rapport_catalog_products_total{outcome=\"failed\"}");
        }
    }

    private static HttpResponse<String> put(TestingService ingestion, String query) throws Exception {
        return ingestion.put("/api/v1/products" + query, FEED, Map.of());
    }
}
