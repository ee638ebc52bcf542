package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.SeenSession;
import dev.rapport.scoring.state.Sessions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest sessions of one customer; each counts once, at its earliest event. */
final class SessionLedger implements Ledger<Sessions> {
    static final int MAX_SESSIONS = 20;

    private static final Comparator<SeenSession> BY_TIME =
            Comparator.comparingLong(SeenSession::getFirstAt).thenComparing(SeenSession::getSessionId);

    private final Latest<SeenSession> sessions;
    private boolean changed;

    SessionLedger(@Nullable Sessions remembered) {
        sessions = new Latest<>(remembered == null ? List.of() : remembered.getSessions(), BY_TIME, MAX_SESSIONS);
    }

    /** Records an event of a session. A session older than all that are remembered is taken for one that was counted. */
    void record(String sessionId, long at, MetricChanges out) {
        var session = new SeenSession(sessionId, at);
        var known = sessions.find(seen -> seen.getSessionId().equals(sessionId));
        if (known.isPresent()) {
            if (at < known.get().getFirstAt()) {
                out.count(MetricGroup.WHOLE_SHOP, known.get().getFirstAt(), Counts.SESSIONS, -1);
                out.count(MetricGroup.WHOLE_SHOP, at, Counts.SESSIONS, 1);
                sessions.replace(known.get(), session);
                changed = true;
            }
        } else if (!sessions.isTooOld(session)) {
            out.count(MetricGroup.WHOLE_SHOP, at, Counts.SESSIONS, 1);
            sessions.add(session);
            changed = true;
        }
    }

    @Override
    public boolean isChanged() {
        return changed;
    }

    @Override
    public Sessions state() {
        return new Sessions(sessions.items());
    }
}
