package dev.rapport.enrichment.topology;

import dev.rapport.schemas.CatalogProduct;

/**
 * What a shop says of a product, and until when that counts. A shop that says the same again before that time is over
 * makes it count longer: there is one version of it then, however often it is said.
 *
 * @param freshUntil in milliseconds since the epoch; {@link Long#MAX_VALUE} for a product that does not age
 */
record FreshProduct(CatalogProduct product, long freshUntil) {
    /** @param maxAge in milliseconds, 0 for no limit */
    static FreshProduct of(CatalogProduct product, long maxAge) {
        var updatedAt = product.getUpdatedAt();
        return new FreshProduct(
                product, maxAge == 0 || updatedAt == null ? Long.MAX_VALUE : updatedAt.toEpochMilli() + maxAge);
    }

    /** Whether a later record only says the same again, without a time in between in which this was too old. */
    boolean isConfirmedBy(FreshProduct later) {
        var from = later.product.getEffectiveAt().toEpochMilli();
        return from <= freshUntil
                && freshUntil <= later.freshUntil
                && said(product).equals(said(later.product));
    }

    private static CatalogProduct said(CatalogProduct product) {
        return CatalogProduct.newBuilder(product)
                .clearVersion()
                .clearEffectiveAt()
                .clearUpdatedAt()
                .build();
    }
}
