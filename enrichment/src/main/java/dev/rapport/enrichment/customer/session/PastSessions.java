package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.state.PastSession;
import dev.rapport.enrichment.state.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest sessions before a customer's current one, by time: an event that comes hours late, as one that was a dead letter
 * does, joins the session that it would have been in.
 */
final class PastSessions {
    /** Sessions kept of one customer beside the current one; the oldest are evicted. */
    static final int MAX = 4;

    private static final Comparator<PastSession> BY_TIME =
            Comparator.comparingLong(PastSession::getStartedAt).thenComparing(PastSession::getSessionId);

    private PastSessions() {}

    /** Those before the next session. */
    static List<PastSession> withCurrent(@Nullable SessionState current) {
        if (current == null) {
            return List.of();
        }
        var past = new PastSession(
                current.getSessionId(), current.getStartedAt(), current.getLastAt(), current.getEventCount());
        return with(current.getEarlier(), past);
    }

    /** With a session added, or in the place of the one with its id. */
    static List<PastSession> with(List<PastSession> earlier, PastSession session) {
        var sessions = new ArrayList<PastSession>(MAX + 1);
        for (var one : earlier) {
            if (!one.getSessionId().equals(session.getSessionId())) {
                sessions.add(one);
            }
        }
        sessions.add(session);
        sessions.sort(BY_TIME);
        return sessions.size() > MAX ? List.copyOf(sessions.subList(sessions.size() - MAX, sessions.size())) : sessions;
    }

    /** The latest session that is near enough, with one more event. */
    static Optional<PastSession> join(List<PastSession> earlier, long at, long gap) {
        for (var index = earlier.size() - 1; index >= 0; index--) {
            var one = earlier.get(index);
            if (at >= one.getStartedAt() - gap && at <= one.getLastAt() + gap) {
                return Optional.of(new PastSession(
                        one.getSessionId(),
                        Math.min(at, one.getStartedAt()),
                        Math.max(at, one.getLastAt()),
                        one.getEventCount() + 1));
            }
        }
        return Optional.empty();
    }

    /** One of a single event. */
    static PastSession single(String sessionId, long at) {
        return new PastSession(sessionId, at, at, 1);
    }

    /** As it ends again. */
    static SessionState ended(PastSession session, long receivedAt) {
        return new SessionState(
                session.getSessionId(),
                session.getStartedAt(),
                session.getLastAt(),
                receivedAt,
                session.getEventCount(),
                0L,
                List.of());
    }
}
