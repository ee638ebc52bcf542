package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.state.PastSession;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.schemas.id.DerivedId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sessions begin, go on and end. Which session an event belongs to is a matter of event time: a new one begins after a
 * gap without an event. That a session has ended is a matter of receipt: nothing more was received within the gap, or an
 * event began the next one. An event that arrives later still belongs to it, and ends it again.
 */
public final class Sessions {
    private final long gap;

    /** @param gap inactivity that ends a session, positive */
    public Sessions(Duration gap) {
        this.gap = gap.toMillis();
    }

    /**
     * What an event does.
     *
     * @param sessionId the event's session
     * @param state     the customer's current session from now on
     * @param ended     sessions that ended before it or with it, in order
     */
    public record Assignment(String sessionId, SessionState state, List<EndedSession> ended) {
        /** Whether the event is part of an earlier session, which ends again with it. */
        boolean rejoins(EndedSession one) {
            return !sessionId.equals(state.getSessionId())
                    && sessionId.equals(one.session().getSessionId());
        }
    }

    /** @param known the customer's current session, if there was one */
    public Assignment assign(String customerId, ReadEvent event, @Nullable SessionState known) {
        var at = event.getOccurredAt();
        var receivedAt = event.getReceivedAt();
        var ended = new ArrayList<EndedSession>(0);
        var current = known;
        if (current != null && isOpen(current) && endsAt(current) <= receivedAt) {
            // As if a tick had come first: what goes out does not depend on which of them did.
            ended.add(new EndedSession(current, endsAt(current)));
            current = closed(current);
        }
        if (current == null || at > current.getLastAt() + gap) {
            if (current != null && isOpen(current)) {
                ended.add(new EndedSession(current, receivedAt));
            }
            var id = DerivedId.session(customerId, at);
            var next = new SessionState(
                    id, at, at, receivedAt, 1, dueAt(current, receivedAt), PastSessions.withCurrent(current));
            return new Assignment(id, next, ended);
        }
        if (at < current.getStartedAt() - gap) {
            // Too late for the current session, which goes on undisturbed: an earlier one ends again, or one of its
            // own.
            var joined = PastSessions.join(current.getEarlier(), at, gap)
                    .orElseGet(() -> PastSessions.single(DerivedId.session(customerId, at), at));
            ended.add(new EndedSession(PastSessions.ended(joined, receivedAt), receivedAt));
            var state = earlier(current, PastSessions.with(current.getEarlier(), joined));
            return new Assignment(joined.getSessionId(), state, ended);
        }
        return new Assignment(current.getSessionId(), extended(current, at, receivedAt), ended);
    }

    /** Whether a session has not ended yet. */
    public static boolean isOpen(SessionState session) {
        return session.getDueAt() != 0;
    }

    /** When a session has ended if nothing else is received, in milliseconds since the epoch. */
    public long endsAt(SessionState session) {
        return session.getLastReceivedAt() + gap;
    }

    /** The session once it has ended. */
    public static SessionState closed(SessionState session) {
        return due(session, 0);
    }

    /** The session with another entry among what is due. */
    public static SessionState due(SessionState session, long dueAt) {
        return new SessionState(
                session.getSessionId(),
                session.getStartedAt(),
                session.getLastAt(),
                session.getLastReceivedAt(),
                session.getEventCount(),
                dueAt,
                session.getEarlier());
    }

    private static SessionState earlier(SessionState session, List<PastSession> earlier) {
        return new SessionState(
                session.getSessionId(),
                session.getStartedAt(),
                session.getLastAt(),
                session.getLastReceivedAt(),
                session.getEventCount(),
                session.getDueAt(),
                earlier);
    }

    private SessionState extended(SessionState current, long at, long receivedAt) {
        return new SessionState(
                current.getSessionId(),
                Math.min(at, current.getStartedAt()),
                Math.max(at, current.getLastAt()),
                Math.max(receivedAt, current.getLastReceivedAt()),
                current.getEventCount() + 1,
                dueAt(current, receivedAt),
                current.getEarlier());
    }

    /** The entry that is there already, else a new one: it is looked at again when it is due. */
    private long dueAt(@Nullable SessionState current, long receivedAt) {
        return current != null && isOpen(current) ? current.getDueAt() : receivedAt + gap;
    }
}
