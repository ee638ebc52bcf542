package dev.rapport.quickstart.recommendation;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The same recommendations by looking at every session each time, without an index: what {@code docs/recommendations.md} says, word for
 * word. Sessions are given once each, in the order in which they ended, and all of them fit.
 *
 * @param halfLife in milliseconds
 */
record BruteForce(List<ProductSession> sessions, long halfLife) {
    private static final int LOOKED_AT = 100;
    private static final int KEPT = 20;
    private static final int LATEST = 3;

    /** A product and its weight. */
    record Scored(String product, BigInteger weight) {}

    /** What goes with a product, by the sessions that had ended at a time. */
    List<Scored> relatedTo(String product, long at) {
        var known = endedBy(at);
        var having =
                known.stream().filter(one -> one.productIds().contains(product)).toList();
        var latest = having.subList(Math.max(0, having.size() - LOOKED_AT), having.size());
        var weights = new TreeMap<String, BigInteger>();
        for (var session : latest) {
            for (var other : session.productIds()) {
                if (!other.equals(product)) {
                    weights.merge(other, decay(at - session.endedAt()), BigInteger::add);
                }
            }
        }
        var counts = new TreeMap<String, Integer>();
        known.forEach(session -> session.productIds().forEach(one -> counts.merge(one, 1, Integer::sum)));
        weights.replaceAll((other, weight) -> weight.multiply(rarity(known.size(), counts.getOrDefault(other, 0))));
        return best(weights, KEPT);
    }

    /** What is popular. */
    List<Scored> popular(long at) {
        var weights = new TreeMap<String, BigInteger>();
        for (var session : endedBy(at)) {
            session.productIds()
                    .forEach(product -> weights.merge(product, decay(at - session.endedAt()), BigInteger::add));
        }
        return best(weights, KEPT);
    }

    /** The ranking in a session whose products are given, the latest first, by what was learnt of each at one time. */
    List<String> ranked(List<String> session, long learntAt, long at) {
        var weights = new TreeMap<String, BigInteger>();
        for (var position = 0; position < Math.min(LATEST, session.size()); position++) {
            for (var one : relatedTo(session.get(position), learntAt)) {
                if (!session.contains(one.product())) {
                    var left = one.weight().multiply(decay(at - learntAt)).shiftRight(16);
                    weights.merge(one.product(), left.multiply(BigInteger.valueOf(LATEST - position)), BigInteger::add);
                }
            }
        }
        return best(weights, weights.size()).stream().map(Scored::product).toList();
    }

    private List<ProductSession> endedBy(long at) {
        return sessions.stream().filter(one -> one.endedAt() <= at).toList();
    }

    private BigInteger decay(long age) {
        var steps = (long) Math.floor(256.0 * (age % halfLife) / halfLife);
        var withinAHalfLife = BigInteger.valueOf(Math.round(65_536 / StrictMath.pow(2, steps / 256.0)));
        return withinAHalfLife.divide(BigInteger.TWO.pow((int) Math.min(1_000, age / halfLife)));
    }

    private static BigInteger rarity(int all, int having) {
        return BigInteger.valueOf(256 + Math.round(256 * StrictMath.log((double) all / having) / StrictMath.log(2)));
    }

    /** Insertion in order: equal weights stay in the order of their ids, which a tree map has them in. */
    private static List<Scored> best(TreeMap<String, BigInteger> weights, int max) {
        var best = new ArrayList<Scored>();
        weights.forEach((product, weight) -> {
            if (weight.signum() > 0) {
                var place = best.size();
                while (place > 0 && best.get(place - 1).weight().compareTo(weight) < 0) {
                    place--;
                }
                best.add(place, new Scored(product, weight));
            }
        });
        return best.size() > max ? best.subList(0, max) : best;
    }
}
