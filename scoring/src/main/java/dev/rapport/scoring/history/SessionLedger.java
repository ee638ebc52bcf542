package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Membership;
import dev.rapport.scoring.state.SeenSession;
import dev.rapport.scoring.state.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest sessions of one customer; each counts once, at its earliest event. It is read for every event, so that it also
 * holds whom the customer was merged into.
 */
final class SessionLedger extends Ledger<Sessions, SeenSession> {
    static final int MAX_SESSIONS = 20;

    private static final Comparator<SeenSession> BY_TIME =
            Comparator.comparingLong(SeenSession::getFirstAt).thenComparing(SeenSession::getSessionId);

    private @Nullable Membership membership;

    SessionLedger(@Nullable Sessions remembered) {
        super(
                remembered == null ? List.of() : remembered.getSessions(),
                BY_TIME,
                MAX_SESSIONS,
                SeenSession::getFragmentId);
        membership = remembered == null ? null : remembered.getMembership();
    }

    /** Null while nothing was ever merged. */
    @Nullable Membership membership() {
        return membership;
    }

    void membership(Membership now) {
        membership = now;
        change();
    }

    /** Records an event of a session. A session older than all that are remembered is taken for one that was counted. */
    void record(String sessionId, String fragmentId, long at, MetricChanges out) {
        var known = find(sessionId, fragmentId);
        if (known.isPresent() && at >= known.get().getFirstAt()) {
            return;
        }
        var session = new SeenSession(sessionId, at, fragmentId);
        if (known.isEmpty() && latest.isTooOld(session)) {
            return;
        }
        var same = latest.findAll(seen -> seen.getSessionId().equals(sessionId));
        same.stream().mapToLong(SeenSession::getFirstAt).min().ifPresent(first -> count(first, -1, out));
        count(same.stream().mapToLong(SeenSession::getFirstAt).reduce(at, Math::min), 1, out);
        latest.putAboveBound(known, session);
        latest.evict();
        change();
    }

    /** All that it counts, with a sign. */
    void count(int sign, MetricChanges out) {
        var firstAt = new TreeMap<String, Long>();
        latest.items().forEach(session -> firstAt.merge(session.getSessionId(), session.getFirstAt(), Math::min));
        firstAt.values().forEach(first -> count(first, sign, out));
    }

    private static void count(long firstAt, int sign, MetricChanges out) {
        out.count(MetricGroup.WHOLE_SHOP, firstAt, Counts.SESSIONS, sign);
    }

    private Optional<SeenSession> find(String sessionId, String fragmentId) {
        return latest.find(seen ->
                seen.getSessionId().equals(sessionId) && seen.getFragmentId().equals(fragmentId));
    }

    @Override
    void add(SeenSession item, MetricChanges out) {
        var known = find(item.getSessionId(), item.getFragmentId());
        if (known.filter(seen -> seen.getFirstAt() <= item.getFirstAt()).isEmpty()) {
            latest.putAboveBound(known, item);
        }
    }

    @Override
    Sessions state() {
        return new Sessions(latest.items(), membership);
    }
}
