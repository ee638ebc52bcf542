package dev.rapport.quickstart.recommendation;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How often the product that a customer turned to next was among the first ten that were recommended, and how far up.
 *
 * @param steps   steps from one product of a session to the next
 * @param hitRate share of the steps whose product was among the ten
 * @param mrr     mean of one by its place, 0 where it was not among them
 */
record Quality(int steps, double hitRate, double mrr) {
    private static final int TEN = 10;

    /**
     * Goes through sessions product by product.
     *
     * @param recommend from the products so far, the latest first, to the recommended ones, the best first
     */
    static Quality of(List<ProductSession> sessions, Function<List<String>, List<String>> recommend) {
        var steps = 0;
        var hits = 0;
        var reciprocal = 0.0;
        for (var session : sessions) {
            var products = new ArrayList<>(session.productIds());
            Collections.reverse(products);
            for (var next = 1; next < products.size(); next++) {
                var soFar = new ArrayList<>(products.subList(0, next));
                Collections.reverse(soFar);
                var place = recommend.apply(soFar).stream().limit(TEN).toList().indexOf(products.get(next));
                steps++;
                hits += place < 0 ? 0 : 1;
                reciprocal += place < 0 ? 0 : 1.0 / (place + 1);
            }
        }
        return new Quality(steps, (double) hits / steps, reciprocal / steps);
    }

    String row(String shop, String how) {
        return String.format(Locale.ROOT, "| %s | %s | %,d | %.3f | %.3f |", shop, how, steps, hitRate, mrr);
    }
}
