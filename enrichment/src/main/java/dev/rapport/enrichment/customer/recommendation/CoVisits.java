package dev.rapport.enrichment.customer.recommendation;

import java.util.HashMap;
import java.util.List;

/**
 * Nearest neighbours over sessions, after VMIS-kNN (Kersbergen, Sprangers, Schelter: "Serenade: low-latency session-based
 * recommendation in e-commerce at scale", SIGMOD 2022): the latest sessions with a product are its neighbourhood, what else was in them
 * goes with it, the more the later the session and the rarer the product elsewhere. The neighbourhood is one of
 * products, not of whole sessions, so that what is learnt can be handed on without anybody's session in it; {@link Ranking} brings the products of a session
 * together.
 *
 * @param sessions   latest sessions of a product that are looked at: the paper's m and k in one, as all of them are as near
 * @param neighbours products that are kept of each
 */
public record CoVisits(Decay decay, int sessions, int neighbours) {
    /** Whole parts of one in how rare a product is. */
    private static final long RARITY_ONE = 1 << 8;

    /** As in {@code docs/recommendations.md}, where the figures are. */
    public static CoVisits with(Decay decay) {
        return new CoVisits(decay, 100, 20);
    }

    /**
     * What goes with a product, the best first.
     *
     * @param at the time that weights are relative to, in milliseconds since the epoch
     */
    public List<Weighted> of(SessionWindow window, String productId, long at) {
        var weights = new HashMap<String, Long>();
        var looked = 0;
        for (var session : window.with(productId).descendingSet()) {
            if (looked++ == sessions) {
                break;
            }
            var weight = decay.of(at - session.endedAt());
            for (var other : session.productIds()) {
                if (!other.equals(productId)) {
                    weights.merge(other, weight, Long::sum);
                }
            }
        }
        weights.replaceAll((other, weight) ->
                weight * rarity(window.size(), window.with(other).size()));
        return Weighted.best(weights, neighbours);
    }

    /** What was in most sessions lately, the best first. */
    public List<Weighted> popular(SessionWindow window, long at) {
        var weights = new HashMap<String, Long>();
        for (var session : window.sessions()) {
            var weight = decay.of(at - session.endedAt());
            for (var product : session.productIds()) {
                weights.merge(product, weight, Long::sum);
            }
        }
        return Weighted.best(weights, neighbours);
    }

    /** {@code 1 + log2(all / having)}: inverse document frequency, with a product that is in all sessions at 1. */
    private static long rarity(int all, int having) {
        return RARITY_ONE + Math.round(RARITY_ONE * StrictMath.log((double) all / having) / StrictMath.log(2));
    }
}
