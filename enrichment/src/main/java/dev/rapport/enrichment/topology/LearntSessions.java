package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.enrichment.state.LearntSession;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sessions that recommendations are learnt from, sorted by when they ended. */
final class LearntSessions {
    private static final int DIGITS = 19;

    private final KeyValueStore<String, LearntSession> byTime;

    LearntSessions(KeyValueStore<String, LearntSession> byTime) {
        this.byTime = byTime;
    }

    void add(LearntSession session) {
        byTime.put(key(session.getEndedAt(), session.getSessionId()), session);
    }

    void remove(ProductSession session) {
        byTime.delete(key(session.endedAt(), session.sessionId()));
    }

    /**
     * Those that ended in a span, the first first.
     *
     * @param after exclusive, in milliseconds since the epoch
     * @param until inclusive
     */
    void between(long after, long until, Consumer<ProductSession> sessions) {
        try (var found = byTime.range(key(after + 1, ""), key(until + 1, ""))) {
            while (found.hasNext()) {
                var one = found.next().value;
                // One id is in many sessions.
                var products = one.getProductIds().stream().map(String::intern).toList();
                sessions.accept(new ProductSession(one.getSessionId(), one.getEndedAt(), products));
            }
        }
    }

    private static String key(long endedAt, String sessionId) {
        return String.format("%0" + DIGITS + "d:", endedAt) + sessionId;
    }
}
