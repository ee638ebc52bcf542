package dev.rapport.enrichment.campaign.publish;

import dev.rapport.schemas.CatalogProduct;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The version under which a product is published. */
final class NextVersion {
    private NextVersion() {}

    /**
     * @param held    what was accepted last, null where that ended or never was
     * @param highest highest version that was ever accepted, as far as it is known; 0 for none: it goes on counting after an end
     * @param now     from when the new version is in force
     * @return empty when the product is as it was
     */
    static Optional<CatalogProduct> of(
            CatalogProduct product, @Nullable CatalogProduct held, int highest, Instant now) {
        var next = CatalogProduct.newBuilder(product)
                .setVersion(highest + 1)
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
