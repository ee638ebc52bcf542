package dev.rapport.enrichment.customer.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Learns from the sessions of one interval after the other. What it says depends on which sessions ended, not on their order. */
public final class Learner {
    private final SessionWindow window;
    private final CoVisits coVisits;

    /**
     * What an interval changed.
     *
     * @param related what goes with a product from now on, for every product of which that is new; empty for one that is gone
     * @param popular what is popular from now on
     * @param gone    sessions that are not looked at any more
     */
    public record Learnt(
            SortedMap<String, List<Weighted>> related, List<Weighted> popular, List<ProductSession> gone) {}

    public Learner(SessionWindow window, CoVisits coVisits) {
        this.window = window;
        this.coVisits = coVisits;
    }

    /**
     * Takes a session in that was learnt from before, as when the process starts.
     *
     * @return sessions that there is no room for any more
     */
    public List<ProductSession> restore(ProductSession session) {
        return window.add(session);
    }

    /**
     * Takes the sessions of an interval in.
     *
     * @param ended all that ended in it
     * @param at    its end, in milliseconds since the epoch
     */
    public Learnt learn(List<ProductSession> ended, long at) {
        var touched = new TreeSet<String>();
        var gone = new ArrayList<ProductSession>();
        for (var session : ended.stream().sorted(ProductSession.BY_TIME).toList()) {
            gone.addAll(window.add(session));
            if (session.hasSeveral()) {
                touched.addAll(session.productIds());
            }
        }
        gone.addAll(window.expire(at));
        for (var session : gone) {
            if (session.hasSeveral()) {
                session.productIds().stream()
                        .filter(product -> !window.products().contains(product))
                        .forEach(touched::add);
            }
        }
        var related = new TreeMap<String, List<Weighted>>();
        for (var product : touched) {
            related.put(product, coVisits.of(window, product, at));
        }
        return new Learnt(related, coVisits.popular(window, at), gone);
    }

    /** Whether a product is in any session that is looked at. */
    public boolean knows(String productId) {
        return window.products().contains(productId);
    }
}
