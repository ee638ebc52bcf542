package dev.rapport.enrichment.decision;

import dev.rapport.schemas.CatalogProduct;
import java.util.Collection;
import java.util.Optional;

/** The shop's products at one time. */
public interface Catalog {
    /** The product with an id. */
    Optional<CatalogProduct> byId(String productId);

    /** All products of a category, available or not; empty when there is none. */
    Collection<CatalogProduct> inCategory(String category);
}
