package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.due.Due;
import dev.rapport.enrichment.customer.due.DueKind;
import dev.rapport.enrichment.customer.session.EndedSession;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.SessionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions that nothing follows. A customer has one entry among what is due: it is added when a session begins, looked
 * at when it is due, and moved where an event came in between. Most events change nothing here.
 */
final class SessionEnds {
    /** The current sessions of customers, wherever they are kept. */
    interface States {
        /** Null where there is none. */
        @Nullable SessionState of(String customerId);

        /** Only of a customer who has one. */
        CustomerState customer(String customerId);

        /** Only of a customer who has one. */
        void put(String customerId, SessionState session);
    }

    private final Sessions sessions;
    private final States states;
    private final DueStore due;

    SessionEnds(Sessions sessions, States states, DueStore due) {
        this.sessions = sessions;
        this.states = states;
        this.due = due;
    }

    /** A customer's session was changed, by an event or because the customer came or went. */
    void changed(String customerId, @Nullable SessionState before, @Nullable SessionState after) {
        var from = before == null ? 0 : before.getDueAt();
        var to = after == null ? 0 : after.getDueAt();
        due.move(customerId, DueKind.SESSION_END, from, to);
    }

    /** Ends what has ended of a customer who is due. */
    void fire(Due entry, Consumer<Output<?>> outputs) {
        var session = states.of(entry.customerId());
        if (session == null || session.getDueAt() != entry.at()) {
            return;
        }
        var endsAt = sessions.endsAt(session);
        if (endsAt > entry.at()) {
            states.put(entry.customerId(), Sessions.due(session, endsAt));
            due.move(entry.customerId(), DueKind.SESSION_END, 0, endsAt);
            return;
        }
        states.put(entry.customerId(), Sessions.closed(session));
        outputs.accept(new EndedSession(session, endsAt).of(entry.customerId(), states.customer(entry.customerId())));
    }
}
