package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What whoever sends products sees while Kafka is away. */
@Slow
final class CatalogWithoutKafkaIT {
    private static final Map<String, String> IMPATIENT =
            Map.of("ingestion.capture.delivery-timeout", "2s", "ingestion.capture.max-block", "100ms");

    @Test
    void asksToComeBackAfterTheFirstProductThatIsNotTaken() throws Exception {
        var kafka = TestingKafka.start();
        try (var ingestion = TestingService.on(kafka, IMPATIENT, new IngestionServiceFactory())) {
            // Given
            kafka.close();
            var feed = IntStream.range(0, 3_000)
                    .mapToObj(number -> "{\"id\":\"p" + number + "\",\"title\":\"Mug\",\"price\":\"5 EUR\"}")
                    .collect(Collectors.joining("\n"))
                    .getBytes(UTF_8);
            // When
            var put = ingestion.put("/api/v1/products", feed, Map.of());
            var delete = ingestion.send("DELETE", "/api/v1/products/p1");
            // Then
            assertThat(put.statusCode()).isEqualTo(503);
            assertThat(put.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(put.body()).startsWith("{\"success\":false,\"error\":{\"reason\":\"UNAVAILABLE\"");
            assertThat(delete.statusCode()).isEqualTo(503);
            assertThat(ingestion.metrics()).contains("rapport_catalog_products_total{outcome=\"failed\"} 2.0");
        }
    }
}
