package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.SeenSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The latest sessions of one customer; each counts once, at its earliest event. */
final class SessionLedger {
    static final int MAX_SESSIONS = 20;

    private static final Comparator<SeenSession> BY_TIME =
            Comparator.comparingLong(SeenSession::getFirstAt).thenComparing(SeenSession::getSessionId);

    private final List<SeenSession> sessions;

    SessionLedger(List<SeenSession> sessions) {
        this.sessions = new ArrayList<>(sessions);
    }

    List<SeenSession> sessions() {
        return sessions;
    }

    /**
     * Takes an event of a session. A session older than all that are remembered is taken for one that was counted.
     *
     * @return true when something has to be remembered
     */
    boolean visit(String sessionId, long at, MetricDeltas out) {
        for (var i = 0; i < sessions.size(); i++) {
            var known = sessions.get(i);
            if (known.getSessionId().equals(sessionId)) {
                if (at >= known.getFirstAt()) {
                    return false;
                }
                out.count(MetricGroup.WHOLE_SHOP, known.getFirstAt(), Counts.SESSIONS, -1);
                out.count(MetricGroup.WHOLE_SHOP, at, Counts.SESSIONS, 1);
                sessions.set(i, new SeenSession(sessionId, at));
                return true;
            }
        }
        var session = new SeenSession(sessionId, at);
        if (sessions.size() == MAX_SESSIONS) {
            var oldest = sessions.stream().min(BY_TIME).orElseThrow();
            if (BY_TIME.compare(session, oldest) < 0) {
                return false;
            }
            sessions.remove(oldest);
        }
        sessions.add(session);
        out.count(MetricGroup.WHOLE_SHOP, at, Counts.SESSIONS, 1);
        return true;
    }
}
