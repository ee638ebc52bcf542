package dev.rapport.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.SalePrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductReaderTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final ProductOrigin SHOP = new ProductOrigin("shop", NOON);

    @Test
    void readsOurOwnNames() throws Exception {
        // Given
        var fields = mug(Map.of(
                "stock", 7,
                "brand", "Lumora",
                "image_url", "https://shop.example/mug.jpg",
                "group_id", "mugs-blue",
                "attributes", Map.of("colour", "blue", "volume_ml", 300),
                "updated_at", "2026-03-01T12:00:00Z"));
        // When
        var product = ProductReader.read(fields, SHOP);
        // Then
        assertThat(product)
                .isEqualTo(CatalogProduct.newBuilder()
                        .setProductId("mug-1")
                        .setName("Ceramic Mug")
                        .setCategory("mugs")
                        .setBrand("Lumora")
                        .setPrice(new Money(1_250L, "USD"))
                        .setStock(7)
                        .setUrl("https://shop.example/mug")
                        .setImageUrl("https://shop.example/mug.jpg")
                        .setGroupId("mugs-blue")
                        .setAttributes(Map.of("colour", "blue", "volume_ml", "300"))
                        .setUpdatedAt(Instant.parse("2026-03-01T12:00:00Z"))
                        .setSource("shop")
                        .build());
    }

    @Test
    void readsTheNamesOfAMerchantFeed() throws Exception {
        // Given
        var fields = new LinkedHashMap<String, Object>();
        fields.put("g:id", "DRS-9");
        fields.put("title", " Summer\u00a0Dress\u200b ");
        fields.put("description", "x".repeat(5_000));
        fields.put("link", "https://shop.example/dress");
        fields.put("g:image link", "https://shop.example/dress.jpg");
        fields.put("g:price", "1,049.00 EUR");
        fields.put("g:sale_price", "99,90 EUR");
        fields.put("g:sale_price_effective_date", "2026-03-01T00:00+0100/2026-03-08T23:59:59+01:00");
        fields.put("g:availability", "in stock");
        fields.put("g:product_type", "Home > Women > Dresses");
        fields.put("g:item_group_id", "DRS");
        fields.put("g:color", "Red");
        // When
        var product = ProductReader.read(fields, SHOP);
        // Then
        assertThat(product)
                .isEqualTo(CatalogProduct.newBuilder()
                        .setProductId("DRS-9")
                        .setName("Summer Dress")
                        .setCategory("Dresses")
                        .setPrice(new Money(104_900L, "EUR"))
                        .setSalePrice(new SalePrice(
                                new Money(9_990L, "EUR"),
                                Instant.parse("2026-02-28T23:00:00Z"),
                                Instant.parse("2026-03-08T22:59:59Z")))
                        .setUrl("https://shop.example/dress")
                        .setImageUrl("https://shop.example/dress.jpg")
                        .setGroupId("DRS")
                        .setAttributes(Map.of("color", "Red"))
                        .setUpdatedAt(NOON)
                        .setSource("shop")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "product_id, '', product_id must be a string",
        "product_id, ' \u200b', product_id must be a string",
        "product_id, undefined, 'product_id must identify a product, not be a name for nothing'",
        "name, '\u00a0', name must be a string",
        "price, -1, price must be a number of at least 0",
        "price, '1,234', 'price must be one amount, such as 1234.50: what its signs mean is not clear'",
        "price, 12.345, 'price has more than 2 decimals, which USD does not have'",
        "price, 12 EUR, 'price must be in the currency that is sent beside it, USD'",
        "price, 1e9, 'price must be an amount and an ISO 4217 code, such as 15.00 USD'",
        "price, 99999999999999, price must be at most 1000000000000 minor units",
        "currency, dollars, 'currency must be an ISO 4217 code, not ''dollars'''",
        "currency, XAU, 'currency must be an ISO 4217 code, not ''XAU'''",
        "url, /mug, url must be an http or https URL of at most 2000 characters",
        "url, javascript:alert(1), url must be an http or https URL of at most 2000 characters",
        "url, 'https://shop.example@evil.example/', url must be an http or https URL of at most 2000 characters",
        "url, 'https://shop.example/a b', url must be an http or https URL of at most 2000 characters",
        "image_link, ftp://shop.example/a, image_url must be an http or https URL of at most 2000 characters",
        "availability, soon, 'available must be true, false, in_stock, out_of_stock, preorder or backorder'",
        "stock, many, stock must be a number",
        "sale_price, 13.00, sale_price must not be above price",
        "updated_at, yesterday, 'updated_at must be a time with an offset, such as 2026-02-24T11:07:31+01:00'",
        "updated_at, 2026-03-04T12:00:00Z, updated_at must not lie more than a day ahead of its arrival",
        "attributes, red, attributes must be an object"
    })
    void namesFieldAndRule(String field, String value, String message) {
        assertThatThrownBy(() -> ProductReader.read(mug(Map.of(field, value)), SHOP))
                .isInstanceOf(InvalidProductException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "available, true, true",
        "available, false, false",
        "availability, in_stock, true",
        "availability, http://schema.org/InStock, true",
        "availability, Out of Stock, false",
        "availability, preorder, false",
        "stock, 1, true",
        "stock, 0, false",
        "stock, -3, false"
    })
    void knowsWhatCanBeSold(String field, String value, boolean available) throws Exception {
        // When
        var product = ProductReader.read(mug(Map.of(field, value)), SHOP);
        // Then
        assertThat(product.getAvailable()).isEqualTo(available);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T13:00:00+01:00", "2026-03-01T12:00Z", "2026-03-01 12:00:00.000Z"})
    void takesTheUsualTimes(String time) throws Exception {
        // When
        var product = ProductReader.read(mug(Map.of("updatedAt", time)), SHOP);
        // Then
        assertThat(product.getUpdatedAt()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_772_366_400L, 1_772_366_400_000L, 1_772_366_400_000_000L})
    void takesTimesSinceTheEpoch(long time) throws Exception {
        // When
        var product = ProductReader.read(mug(Map.of("updated_at", time)), SHOP);
        // Then
        assertThat(product.getUpdatedAt()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void replacesHalvesOfSurrogatePairsInAllThatItKeeps() throws Exception {
        // Given
        var fields = mug(Map.of(
                "product_id", "mug-\ud83d",
                "name", "Mug \udc00x",
                "attributes", Map.of("colour\ud800", "\udfffblue"),
                "note\udc00", "\ud83d"));
        // When
        var product = ProductReader.read(fields, SHOP);
        // Then
        assertThat(product.getProductId()).isEqualTo("mug-\ufffd");
        assertThat(product.getName()).isEqualTo("Mug \ufffdx");
        assertThat(product.getAttributes()).isEqualTo(Map.of("colour\ufffd", "\ufffdblue", "note\ufffd", "\ufffd"));
    }

    @Test
    void keepsAProductWithoutAPrice() throws Exception {
        // Given
        var fields = mug(Map.of());
        fields.remove("price");
        // When
        var product = ProductReader.read(fields, SHOP);
        // Then
        assertThat(product.getPrice()).isNull();
    }

    @Test
    void boundsWhatItKeeps() throws Exception {
        // Given
        var fields = mug(Map.of("note", "x".repeat(501)));
        for (var i = 0; i < 60; i++) {
            fields.put("extra" + i, i);
        }
        var tooMany = mug(Map.of("attributes", Map.of("note", "x".repeat(501))));
        // When
        var product = ProductReader.read(fields, SHOP);
        // Then
        assertThat(product.getAttributes()).hasSize(50).doesNotContainKey("note");
        assertThatThrownBy(() -> ProductReader.read(tooMany, SHOP))
                .hasMessage("attributes must have names of 1 to 60 and values of at most 500 characters");
    }

    private static Map<String, Object> mug(Map<String, ?> more) {
        var fields = new HashMap<String, Object>(Map.of(
                "product_id", "mug-1",
                "name", "Ceramic Mug",
                "category", "mugs",
                "price", new BigDecimal("12.50"),
                "currency", "USD",
                "url", "https://shop.example/mug"));
        fields.putAll(more);
        return fields;
    }
}
