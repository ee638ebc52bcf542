package dev.rapport.enrichment.campaign.publish;

import dev.rapport.schemas.CatalogProduct;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The version under which a product is published. */
final class NextVersion {
    private NextVersion() {}

    /**
     * @param held what was accepted last
     * @param now  from when the new version is in force
     * @return empty when the product is as it was
     */
    static Optional<CatalogProduct> of(CatalogProduct product, @Nullable CatalogProduct held, Instant now) {
        var version = held == null ? 0 : held.getVersion();
        var next = CatalogProduct.newBuilder(product)
                .setVersion(version + 1)
                .setEffectiveAt(now)
                .build();
        return held != null && product.equals(unversioned(held)) ? Optional.empty() : Optional.of(next);
    }

    private static CatalogProduct unversioned(CatalogProduct product) {
        return CatalogProduct.newBuilder(product)
                .clearVersion()
                .clearEffectiveAt()
                .build();
    }
}
