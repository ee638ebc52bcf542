package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aCatalogProduct;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.schemas.CatalogProduct;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProductsResourceTest {
    private final TestingApi api = new TestingApi();

    @BeforeEach
    void know() {
        put(aCatalogProduct().setProductId("mug-1").setName("Blue Mug").setCategory("mugs"));
        put(aCatalogProduct()
                .setProductId("mug-2")
                .setName("Tall Mug")
                .setCategory("mugs")
                .setSource("feed")
                .setAttributes(Map.of("colour", "Ocean Blue"))
                .setUpdatedAt(NOW.minus(Duration.ofDays(3))));
        put(aCatalogProduct().setProductId("lamp-1").setName("Blue Lamp").setPrice(null));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void showsAProductWithItsAge() throws IOException, InterruptedException {
        // When
        var aged = api.json("/api/v1/products/mug-2");
        var ageless = api.json("/api/v1/products/lamp-1");
        // Then
        assertThat(aged.path("updatedAt").asText())
                .isEqualTo(NOW.minus(Duration.ofDays(3)).toString());
        assertThat(aged.path("ageSeconds").asLong())
                .isEqualTo(Duration.ofDays(3).toSeconds());
        assertThat(aged.at("/price/amountMinor").asLong()).isEqualTo(39_90);
        assertThat(aged.at("/attributes/colour").asText()).isEqualTo("Ocean Blue");
        assertThat(ageless.path("ageSeconds").isNull()).isTrue();
        assertThat(ageless.path("price").isNull()).isTrue();
        assertThat(api.get("/api/v1/products/none").statusCode()).isEqualTo(404);
    }

    @Test
    void findsProductsByWords() throws IOException, InterruptedException {
        assertThat(ids("?q=blue")).containsExactly("lamp-1", "mug-1", "mug-2");
        assertThat(ids("?q=MUG%20ocean")).containsExactly("mug-2");
        assertThat(ids("?category=mugs&q=blue")).containsExactly("mug-1", "mug-2");
        assertThat(ids("?source=feed")).containsExactly("mug-2");
        assertThat(ids("?q=sofa")).isEmpty();
        assertThat(api.get("/api/v1/products?query=x").statusCode()).isEqualTo(400);
    }

    @Test
    void turnsPages() throws IOException, InterruptedException {
        // When
        var first = api.json("/api/v1/products?limit=2");
        var second =
                api.json("/api/v1/products?limit=2&after=" + first.path("next").asText());
        // Then
        assertThat(ids(first)).containsExactly("lamp-1", "mug-1");
        assertThat(ids(second)).containsExactly("mug-2");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void forgetsWhatEnds() throws IOException, InterruptedException {
        // When
        api.pipe(CATALOG_ACCEPTED, "mug-1", null);
        // Then
        assertThat(ids("?q=blue%20mug")).containsExactly("mug-2");
    }

    private void put(CatalogProduct.Builder product) {
        api.pipe(CATALOG_ACCEPTED, product.getProductId(), product.build());
    }

    private List<String> ids(String query) throws IOException, InterruptedException {
        return ids(api.json("/api/v1/products" + query));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("products").findValuesAsText("productId");
    }
}
