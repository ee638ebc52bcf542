package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.decision.Catalog;
import dev.rapport.schemas.CatalogProduct;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The catalogue by id and by category. The global thread writes, stream threads read. */
final class CatalogIndex implements Catalog {
    private final Map<String, CatalogProduct> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<String, CatalogProduct>> byCategory = new ConcurrentHashMap<>();

    void put(String productId, @Nullable CatalogProduct product) {
        var before = product == null ? byId.remove(productId) : byId.put(productId, product);
        if (product != null) {
            byCategory
                    .computeIfAbsent(product.getCategory(), category -> new ConcurrentHashMap<>())
                    .put(productId, product);
        }
        if (before != null && (product == null || !before.getCategory().equals(product.getCategory()))) {
            byCategory.getOrDefault(before.getCategory(), Map.of()).remove(productId);
        }
    }

    @Override
    public Optional<CatalogProduct> byId(String productId) {
        return Optional.ofNullable(byId.get(productId));
    }

    @Override
    public Collection<CatalogProduct> inCategory(String category) {
        var products = byCategory.get(category);
        return products == null ? List.of() : products.values();
    }
}
