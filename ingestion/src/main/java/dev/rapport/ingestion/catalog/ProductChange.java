package dev.rapport.ingestion.catalog;

import dev.rapport.schemas.CatalogProduct;

/** One change of the catalogue. */
public sealed interface ProductChange {
    /** Key of its record. */
    String productId();

    /** A product as it is from now on. */
    record Upsert(CatalogProduct product) implements ProductChange {
        @Override
        public String productId() {
            return product.getProductId();
        }
    }

    /** A product that the shop does not have any more. */
    record Removal(String productId) implements ProductChange {}
}
