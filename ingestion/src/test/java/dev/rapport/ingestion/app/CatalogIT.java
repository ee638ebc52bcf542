package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RealKafka
final class CatalogIT {
    private static TestingService ingestion;

    @BeforeAll
    static void start(TestingKafka kafka) throws IOException {
        ingestion = TestingService.on(kafka, Map.of(), new IngestionServiceFactory());
    }

    @AfterAll
    static void stop() {
        ingestion.close();
    }

    @Test
    void storesProductsAndNamesTheOthersWithFieldAndRule() throws Exception {
        // Given
        var lines = """
                {"id":"mug-1","title":"Mug","price":"12.50 USD","link":"https://shop.example/mug","stock":3}
                {"id":"mug-2","title":"Mug","price":"-1 USD"}
                {"id":"mug-3","title":
                {"title":"Mug","price":"1 USD"}
                """;
        // When
        var response = put("?source=lines", lines);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"success\":true,\"accepted\":1,\"refused\":["
                        + "{\"index\":1,\"id\":\"mug-2\",\"field\":\"price\",\"rule\":\"must be a number of at least 0\"},"
                        + "{\"index\":2,\"rule\":\"must be a JSON object, without huge numbers or deep nesting\"},"
                        + "{\"index\":3,\"field\":\"product_id\",\"rule\":\"must be a string\"}]}");
        assertThat(product("mug-1")).hasValueSatisfying(stored -> {
            assertThat(stored.getPrice()).isEqualTo(new Money(1_250L, "USD"));
            assertThat(stored.getUrl()).isEqualTo("https://shop.example/mug");
            assertThat(stored.getSource()).isEqualTo("lines");
            assertThat(stored.getUpdatedAt()).isNotNull();
        });
        assertThat(ingestion.metrics()).contains("rapport_catalog_products_total{outcome=\"refused\"}");
    }

    @Test
    void answers400WhereNothingIsStored() throws Exception {
        // When
        var allRefused = put("", "[{\"id\":\"x\"}]");
        var notJson = put("", "[{\"id\":\"x\"}");
        var misspelt = put("?complet=true", "[]");
        var tooLarge = put("", " ".repeat(1_100_000));
        // Then
        assertThat(allRefused.statusCode()).isEqualTo(400);
        assertThat(allRefused.body()).contains("\"success\":false", "\"field\":\"name\"");
        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(notJson.body()).contains("NOT_JSON");
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(misspelt.body()).contains("complet: there is no such parameter");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void removesOneProduct() throws Exception {
        // Given
        put("", "[{\"id\":\"gone/1\",\"title\":\"Mug\",\"price\":1,\"currency\":\"EUR\"}]");
        // When
        var response = ingestion.send("DELETE", "/api/v1/products/gone%2F1");
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"success\":true}");
        assertThat(ingestion.latest(Topics.CATALOG)).doesNotContainKey("gone/1");
    }

    @Test
    void aCompleteFeedRemovesWhatItDoesNotHave() throws Exception {
        // Given
        put("?source=whole", feed("w", 0, 10));
        put("?source=another", feed("a", 0, 1));
        // When
        var response = put("?source=whole&complete=true", feed("w", 0, 9));
        // Then
        assertThat(response.body()).isEqualTo("{\"success\":true,\"accepted\":9,\"removed\":1}");
        assertThat(ingestion.latest(Topics.CATALOG))
                .containsKeys("w0", "w8", "a0")
                .doesNotContainKey("w9");
    }

    @Test
    void aFeedOfSeveralRequestsIsCompletedByTheLast() throws Exception {
        // Given
        put("?source=chunks", feed("c", 0, 10));
        var feed = json(put("?source=chunks&feed=start", feed("c", 0, 4)))
                .get("feed")
                .asText();
        put("?source=chunks", feed("c", 4, 8));
        // When
        var response = put("?source=chunks&complete=true&feed=" + feed, "{\"id\":\"c8\",\"keep\":true}");
        // Then
        assertThat(response.body()).isEqualTo("{\"success\":true,\"accepted\":0,\"removed\":1}");
        assertThat(ingestion.latest(Topics.CATALOG)).containsKeys("c0", "c8").doesNotContainKey("c9");
    }

    @Test
    void aFeedThatIsCutOffRemovesNothing() throws Exception {
        // Given
        put("?source=cut", feed("x", 0, 10));
        // When
        var short1 = put("?source=cut&complete=true", feed("x", 0, 2));
        var broken = put("?source=cut&complete=true", "{\"id\":\"x0\",\"ti");
        var forced = put("?source=cut&complete=true&force=true", feed("x", 0, 2));
        // Then
        assertThat(short1.statusCode()).isEqualTo(409);
        assertThat(short1.body())
                .contains("TOO_MANY_WOULD_BE_REMOVED", "does not have 8 of the 10 products of source cut");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("INCOMPLETE_FEED");
        assertThat(json(forced).get("removed").asInt()).isEqualTo(8);
    }

    @Test
    void takesGzip() throws Exception {
        // Given
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(feed("z", 0, 3).getBytes(UTF_8));
        }
        // When
        var response = ingestion.put("/api/v1/products", out.toByteArray(), Map.of("Content-Encoding", "gzip"));
        // Then
        assertThat(response.body()).isEqualTo("{\"success\":true,\"accepted\":3}");
    }

    private static String feed(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "{\"id\":\"" + prefix + number + "\",\"title\":\"Mug\",\"price\":\"5 EUR\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static HttpResponse<String> put(String query, String body) throws IOException, InterruptedException {
        return ingestion.put("/api/v1/products" + query, body.getBytes(UTF_8), Map.of());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.strict().readTree(response.body());
    }

    private static Optional<CatalogProduct> product(String id) {
        return ingestion.find(Topics.CATALOG, product -> product.getProductId().equals(id));
    }
}
