package dev.rapport.ingestion.catalog;

import dev.rapport.ingestion.catalog.CatalogLog.LogPlace;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from a feed that was sent whole: the products of its source that were not stored since it began are gone.
 * A feed that was cut off looks like a shop that has closed, so at most a share is removed unless that is meant.
 */
public sealed interface FeedEnd {
    /** They are to be removed. */
    record Remove(List<String> productIds) implements FeedEnd {}

    /**
     * More than the share.
     *
     * @param missing products that would be removed
     * @param all     products of the source
     */
    record TooMany(int missing, int all) implements FeedEnd {}

    /**
     * The outcome.
     *
     * @param products of the source, those of the feed included
     * @param begin    where the log ended when the feed began
     * @param spared   ids that the feed has, though nothing was stored for them
     * @param maxShare of the source's products, from 0 to 1
     */
    static FeedEnd of(Map<String, LogPlace> products, LogPosition begin, Set<String> spared, double maxShare) {
        var missing = products.entrySet().stream()
                .filter(product -> begin.isAfter(product.getValue()) && !spared.contains(product.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return missing.size() > products.size() * maxShare
                ? new TooMany(missing.size(), products.size())
                : new Remove(missing);
    }
}
