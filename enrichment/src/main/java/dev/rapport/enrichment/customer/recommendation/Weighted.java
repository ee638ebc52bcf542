package dev.rapport.enrichment.customer.recommendation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A product and how much speaks for it.
 *
 * @param weight positive; weights are compared with each other and mean nothing alone
 */
public record Weighted(String productId, long weight) {
    /** The highest weight first, then the smallest id. */
    static final Comparator<Weighted> BEST_FIRST =
            Comparator.comparingLong(Weighted::weight).reversed().thenComparing(Weighted::productId);

    /** The best of these; what has no weight is left out. */
    static List<Weighted> best(Map<String, Long> weights, int max) {
        return weights.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Weighted(entry.getKey(), entry.getValue()))
                .sorted(BEST_FIRST)
                .limit(max)
                .toList();
    }
}
