package dev.rapport.enrichment.step;

import dev.rapport.enrichment.state.SessionState;
import dev.rapport.schemas.id.DerivedId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which session an event belongs to: a new one starts after a gap of event time without an event. */
public final class SessionStep {
    private final Duration gap;

    /** @param gap inactivity that ends a session, positive */
    public SessionStep(Duration gap) {
        this.gap = gap;
    }

    /**
     * @param sessionId the event's session
     * @param state     the customer's current session from now on
     */
    public record Assignment(String sessionId, SessionState state) {}

    /** @param current the customer's current session, if there was one */
    public Assignment assign(String customerId, Instant at, Optional<SessionState> current) {
        if (current.isEmpty() || at.isAfter(current.get().getLastAt().plus(gap))) {
            var id = DerivedId.session(customerId, at.toEpochMilli());
            return new Assignment(id, new SessionState(id, at, at));
        }
        var session = current.get();
        if (at.isBefore(session.getStartedAt().minus(gap))) {
            // Too late for the current session: one of its own, and the current one goes on undisturbed.
            return new Assignment(DerivedId.session(customerId, at.toEpochMilli()), session);
        }
        var started = at.isBefore(session.getStartedAt()) ? at : session.getStartedAt();
        var last = at.isAfter(session.getLastAt()) ? at : session.getLastAt();
        return new Assignment(session.getSessionId(), new SessionState(session.getSessionId(), started, last));
    }
}
