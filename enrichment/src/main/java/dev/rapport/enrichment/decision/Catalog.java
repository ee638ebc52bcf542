package dev.rapport.enrichment.decision;

import java.util.Collection;
import java.util.Optional;

/** The shop's products at one time. */
public interface Catalog {
    /** The product with an id. */
    Optional<Listing> byId(String productId);

    /** All products of a category, whatever their standing; empty when there is none. */
    Collection<Listing> inCategory(String category);
}
