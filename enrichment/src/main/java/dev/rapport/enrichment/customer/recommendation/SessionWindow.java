package dev.rapport.enrichment.customer.recommendation;

import static dev.rapport.enrichment.customer.recommendation.ProductSession.BY_TIME;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The latest sessions of all customers, and in which of them each product was. Bounded in sessions, in products and in age:
 * at a bound the oldest session goes. Not thread-safe.
 */
public final class SessionWindow {
    private final Bounds bounds;
    private final TreeSet<ProductSession> sessions = new TreeSet<>(BY_TIME);
    private final Map<String, ProductSession> byId = new HashMap<>();
    private final Map<String, TreeSet<ProductSession>> byProduct = new HashMap<>();

    /**
     * What is kept.
     *
     * @param maxSessions at least 1
     * @param maxProducts at least {@link ProductSession#MAX_PRODUCTS}, so that one session fits
     * @param maxAge      in milliseconds
     */
    public record Bounds(int maxSessions, int maxProducts, long maxAge) {}

    public SessionWindow(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Takes a session in; one that ends again counts as it ended last.
     *
     * @return the sessions that this put out, the one that it replaces among them
     */
    public List<ProductSession> add(ProductSession session) {
        var gone = new ArrayList<ProductSession>();
        var before = byId.get(session.sessionId());
        if (before != null) {
            remove(before, gone);
        }
        sessions.add(session);
        byId.put(session.sessionId(), session);
        for (var product : session.productIds()) {
            byProduct.computeIfAbsent(product, id -> new TreeSet<>(BY_TIME)).add(session);
        }
        while (sessions.size() > bounds.maxSessions() || byProduct.size() > bounds.maxProducts()) {
            remove(sessions.first(), gone);
        }
        return gone;
    }

    /**
     * Puts out what is too old.
     *
     * @param now in milliseconds since the epoch
     */
    public List<ProductSession> expire(long now) {
        var gone = new ArrayList<ProductSession>();
        while (!sessions.isEmpty() && sessions.first().endedAt() < now - bounds.maxAge()) {
            remove(sessions.first(), gone);
        }
        return gone;
    }

    private void remove(ProductSession session, List<ProductSession> gone) {
        sessions.remove(session);
        byId.remove(session.sessionId());
        for (var product : session.productIds()) {
            var with = byProduct.get(product);
            if (with != null && with.remove(session) && with.isEmpty()) {
                byProduct.remove(product);
            }
        }
        gone.add(session);
    }

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }

    /** All products that were in any of them. */
    public Set<String> products() {
        return Collections.unmodifiableSet(byProduct.keySet());
    }

    /** All sessions, the oldest first. */
    NavigableSet<ProductSession> sessions() {
        return Collections.unmodifiableNavigableSet(sessions);
    }

    /** Those that a product was in, the oldest first. */
    NavigableSet<ProductSession> with(String productId) {
        var with = byProduct.get(productId);
        return with == null ? Collections.emptyNavigableSet() : Collections.unmodifiableNavigableSet(with);
    }
}
