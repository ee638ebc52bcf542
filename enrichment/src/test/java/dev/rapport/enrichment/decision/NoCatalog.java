package dev.rapport.enrichment.decision;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lists nothing. */
final class NoCatalog implements Catalog {
    @Override
    public Optional<Listing> byId(String productId) {
        return Optional.empty();
    }

    @Override
    public Collection<Listing> inCategory(String category) {
        return List.of();
    }
}
