package dev.rapport.scoring.api.view;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.SalePrice;
import dev.rapport.scoring.api.view.ProductView.MoneyView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalogue.
 *
 * @param updatedAt  when the shop last said so; null for one that does not age
 * @param ageSeconds how long ago that is; null for one that does not age
 */
public record CatalogProductView(
        String productId,
        String name,
        String category,
        @Nullable String brand,
        @Nullable MoneyView price,
        @Nullable SaleView sale,
        boolean available,
        @Nullable Integer stock,
        @Nullable String url,
        @Nullable String imageUrl,
        @Nullable String groupId,
        Map<String, String> attributes,
        String source,
        @Nullable Instant updatedAt,
        @Nullable Long ageSeconds) {
    /** A reduced price and the time it holds for. */
    public record SaleView(
            @Nullable MoneyView price,
            @Nullable Instant from,
            @Nullable Instant until) {
        static @Nullable SaleView of(@Nullable SalePrice sale) {
            return sale == null ? null : new SaleView(MoneyView.of(sale.getPrice()), sale.getFrom(), sale.getUntil());
        }
    }

    public static CatalogProductView of(CatalogProduct product, Instant now) {
        @Nullable Instant updatedAt = product.getUpdatedAt();
        return new CatalogProductView(
                product.getProductId(),
                product.getName(),
                product.getCategory(),
                product.getBrand(),
                MoneyView.of(product.getPrice()),
                SaleView.of(product.getSalePrice()),
                product.getAvailable(),
                product.getStock(),
                product.getUrl(),
                product.getImageUrl(),
                product.getGroupId(),
                new TreeMap<>(product.getAttributes()),
                product.getSource(),
                updatedAt,
                updatedAt == null
                        ? null
                        : Math.max(0, Duration.between(updatedAt, now).toSeconds()));
    }
}
