package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.decision.Catalog;
import dev.rapport.enrichment.decision.Catalogs;
import dev.rapport.enrichment.version.Timeline;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CatalogProduct;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Versions of products by id, and the ids that every category ever had. The global thread writes, stream threads read. */
final class CatalogIndex implements Catalogs {
    private final Map<String, Timeline<CatalogProduct>> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> idsByCategory = new ConcurrentHashMap<>();

    private final EnrichmentMeters meters;

    CatalogIndex(EnrichmentMeters meters) {
        this.meters = meters;
    }

    /**
     * Takes a version in.
     *
     * @param product    null where the product ends
     * @param appendedAt when that was told, in milliseconds since the epoch
     */
    void put(String productId, @Nullable CatalogProduct product, long appendedAt) {
        var version = product == null
                ? new Version<CatalogProduct>(null, 0, appendedAt)
                : new Version<>(
                        product, product.getVersion(), product.getEffectiveAt().toEpochMilli());
        var before = byId.getOrDefault(productId, Timeline.empty());
        var after = before.with(version);
        byId.put(productId, after);
        meters.evictedProductVersions(after.evicted() - before.evicted());
        if (product != null) {
            idsByCategory
                    .computeIfAbsent(product.getCategory(), category -> ConcurrentHashMap.newKeySet())
                    .add(productId);
        }
    }

    @Override
    public Catalog at(long time) {
        return new CatalogAt(time);
    }

    private final class CatalogAt implements Catalog {
        private final long time;

        CatalogAt(long time) {
            this.time = time;
        }

        @Override
        public Optional<CatalogProduct> byId(String productId) {
            var timeline = byId.get(productId);
            return timeline == null ? Optional.empty() : timeline.at(time).map(Version::value);
        }

        @Override
        public Collection<CatalogProduct> inCategory(String category) {
            return idsByCategory.getOrDefault(category, Set.of()).stream()
                    .flatMap(id -> byId(id).stream())
                    .filter(product -> product.getCategory().equals(category))
                    .toList();
        }
    }
}
