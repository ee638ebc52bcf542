package dev.rapport.enrichment.control;

import static dev.rapport.schemas.topic.ErasureRoute.NOTHING_PERSONAL;

import dev.rapport.runtime.streams.DeclaredStore;
import java.util.List;

/** What the stores of the check hold. A name is for ever, as changelog topics carry it. */
public final class DeclaredStores {
    static final String CAMPAIGN_TIMES = "campaign-times-by-id";
    static final String PRODUCT_TIMES = "product-times-by-id";

    public static final List<DeclaredStore> ALL = List.of(
            new DeclaredStore(
                    CAMPAIGN_TIMES,
                    "campaignId",
                    "From when the accepted versions are in force.",
                    "the one in force and planned ones, until a tombstone",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    PRODUCT_TIMES,
                    "productId",
                    "From when the accepted versions are in force.",
                    "the one in force and planned ones, until a tombstone",
                    NOTHING_PERSONAL));

    private DeclaredStores() {}
}
