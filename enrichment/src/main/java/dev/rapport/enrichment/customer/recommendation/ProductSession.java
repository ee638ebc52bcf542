package dev.rapport.enrichment.customer.recommendation;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The products of a session that ended.
 *
 * @param endedAt    when it was known to have ended, in milliseconds since the epoch
 * @param productIds each once, at most {@link #MAX_PRODUCTS}: of more those that are named first
 */
public record ProductSession(String sessionId, long endedAt, List<String> productIds) {
    /** Products of one session that are learnt from: what was bought in bulk says little of what goes with what. */
    public static final int MAX_PRODUCTS = 20;

    /** The order of the log, whatever the order of arrival. */
    static final Comparator<ProductSession> BY_TIME =
            Comparator.comparingLong(ProductSession::endedAt).thenComparing(ProductSession::sessionId);

    public ProductSession {
        productIds =
                new LinkedHashSet<>(productIds).stream().limit(MAX_PRODUCTS).toList();
    }

    /** Whether it says that products go together. */
    public boolean hasSeveral() {
        return productIds.size() > 1;
    }
}
