package dev.rapport.enrichment.customer.recommendation;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What to recommend in a session, by what goes with its latest products: the later one was looked at, the more its
 * neighbours count, and what was learnt long ago counts less.
 *
 * @param decay the one that was learnt with
 */
public record Ranking(Decay decay) {
    /** Products of a session that are looked at, the latest of them. */
    public static final int LATEST = 3;

    /**
     * Ranks; what is in the session already is left out.
     *
     * @param session its products, the latest first
     * @param related what goes with a product
     * @param at      in milliseconds since the epoch
     * @return ids of products, the best first
     */
    public List<String> of(List<String> session, Function<String, Optional<Related>> related, long at) {
        var weights = new HashMap<String, Long>();
        var latest = session.stream().distinct().limit(LATEST).toList();
        for (var position = 0; position < latest.size(); position++) {
            var steps = LATEST - position;
            related.apply(latest.get(position)).ifPresent(learnt -> add(weights, learnt, steps, at));
        }
        weights.keySet().removeAll(Set.copyOf(session));
        return Weighted.best(weights, weights.size()).stream()
                .map(Weighted::productId)
                .toList();
    }

    private void add(HashMap<String, Long> weights, Related learnt, int steps, long at) {
        var left = decay.of(at - learnt.learntAt());
        for (var product : learnt.products()) {
            weights.merge(product.productId(), product.weight() * left / Decay.ONE * steps, Long::sum);
        }
    }
}
