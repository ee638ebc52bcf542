package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Membership;
import dev.rapport.scoring.state.SeenSession;
import dev.rapport.scoring.state.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest sessions of one customer; each counts once, at its earliest event. It is read for every event, so that it also
 * holds whom the customer was merged into.
 */
final class SessionLedger implements Ledger<Sessions, SeenSession> {
    static final int MAX_SESSIONS = 20;

    private static final Comparator<SeenSession> BY_TIME = Comparator.comparingLong(SeenSession::getFirstAt)
            .thenComparing(SeenSession::getSessionId)
            .thenComparing(SeenSession::getFragmentId);

    private final Latest<SeenSession> sessions;
    private @Nullable Membership membership;
    private boolean changed;

    SessionLedger(@Nullable Sessions remembered) {
        sessions = new Latest<>(remembered == null ? List.of() : remembered.getSessions(), BY_TIME, MAX_SESSIONS);
        membership = remembered == null ? null : remembered.getMembership();
    }

    /** Null while nothing was ever merged. */
    @Nullable Membership membership() {
        return membership;
    }

    void membership(Membership now) {
        membership = now;
        changed = true;
    }

    /** Records an event of a session. A session older than all that are remembered is taken for one that was counted. */
    void record(String sessionId, String fragmentId, long at, MetricChanges out) {
        var session = new SeenSession(sessionId, at, fragmentId);
        var known = sessions.find(seen -> isSame(seen, session));
        if (known.isPresent() ? at >= known.get().getFirstAt() : sessions.isTooOld(session)) {
            return;
        }
        var same = sessions.findAll(seen -> seen.getSessionId().equals(sessionId));
        same.stream().mapToLong(SeenSession::getFirstAt).min().ifPresent(first -> count(first, -1, out));
        count(same.stream().mapToLong(SeenSession::getFirstAt).reduce(at, Math::min), 1, out);
        sessions.putAboveBound(known, session);
        sessions.evict();
        changed = true;
    }

    /** All that it counts, with a sign. */
    void count(int sign, MetricChanges out) {
        var firstAt = new TreeMap<String, Long>();
        sessions.items().forEach(session -> firstAt.merge(session.getSessionId(), session.getFirstAt(), Math::min));
        firstAt.values().forEach(first -> count(first, sign, out));
    }

    private static void count(long firstAt, int sign, MetricChanges out) {
        out.count(MetricGroup.WHOLE_SHOP, firstAt, Counts.SESSIONS, sign);
    }

    private static boolean isSame(SeenSession one, SeenSession other) {
        return one.getSessionId().equals(other.getSessionId())
                && one.getFragmentId().equals(other.getFragmentId());
    }

    @Override
    public void take(List<SeenSession> items, MetricChanges out) {
        for (var item : items) {
            var known = sessions.find(seen -> isSame(seen, item));
            if (known.filter(seen -> seen.getFirstAt() <= item.getFirstAt()).isEmpty()) {
                sessions.putAboveBound(known, item);
                changed = true;
            }
        }
    }

    @Override
    public List<SeenSession> release(Predicate<String> isWanted) {
        var released = sessions.release(session -> isWanted.test(session.getFragmentId()));
        changed |= !released.isEmpty();
        return released;
    }

    /** Evicts the oldest above the bound. */
    void evict() {
        sessions.evictAll();
    }

    @Override
    public boolean isChanged() {
        return changed;
    }

    @Override
    public Sessions state() {
        return new Sessions(sessions.items(), membership);
    }
}
