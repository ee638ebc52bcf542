package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.decision.Catalog;
import dev.rapport.enrichment.decision.Catalogs;
import dev.rapport.enrichment.decision.Listing;
import dev.rapport.enrichment.version.Timeline;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CatalogProduct;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Versions of products by id, and the ids that every category ever had. The global thread writes, stream threads read. */
final class CatalogIndex implements Catalogs {
    private final Map<String, Timeline<FreshProduct>> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> idsByCategory = new ConcurrentHashMap<>();

    private final long maxAge;
    private final EnrichmentMeters meters;

    /** @param maxAge of what a shop said of a product, for it to be recommended; zero for no limit */
    CatalogIndex(Duration maxAge, EnrichmentMeters meters) {
        this.maxAge = maxAge.toMillis();
        this.meters = meters;
    }

    /**
     * Takes a version in.
     *
     * @param product    null where the product ends
     * @param appendedAt when that was told, in milliseconds since the epoch
     */
    void put(String productId, @Nullable CatalogProduct product, long appendedAt) {
        var before = byId.getOrDefault(productId, Timeline.empty());
        var after = product == null
                ? before.with(new Version<FreshProduct>(null, 0, appendedAt))
                : with(before, FreshProduct.of(product, maxAge));
        byId.put(productId, after);
        meters.evictedProductVersions(after.evicted() - before.evicted());
        if (product != null && !product.getCategory().isEmpty()) {
            idsByCategory
                    .computeIfAbsent(product.getCategory(), category -> ConcurrentHashMap.newKeySet())
                    .add(productId);
        }
    }

    private static Timeline<FreshProduct> with(Timeline<FreshProduct> before, FreshProduct said) {
        var from = said.product().getEffectiveAt().toEpochMilli();
        var last =
                before.last().filter(version -> version.effectiveAt() <= from).map(Version::value);
        if (last.isPresent() && last.get().isConfirmedBy(said)) {
            return before.withLast(new FreshProduct(last.get().product(), said.freshUntil()));
        }
        return before.with(new Version<>(said, said.product().getVersion(), from));
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
        public Optional<Listing> byId(String productId) {
            var timeline = byId.get(productId);
            return timeline == null
                    ? Optional.empty()
                    : timeline.at(time)
                            .map(Version::value)
                            .map(said -> Listing.at(said.product(), time, said.freshUntil()));
        }

        @Override
        public Collection<Listing> inCategory(String category) {
            return idsByCategory.getOrDefault(category, Set.of()).stream()
                    .flatMap(id -> byId(id).stream())
                    .filter(listed -> listed.product().getCategory().equals(category))
                    .toList();
        }
    }
}
