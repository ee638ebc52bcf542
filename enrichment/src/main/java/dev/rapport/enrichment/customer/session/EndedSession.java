package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.schemas.Session;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;

/**
 * A session that ended.
 *
 * @param at by the clock of receipt, in milliseconds since the epoch
 */
public record EndedSession(SessionState session, long at) {
    /**
     * As others see it.
     *
     * @param customer what was known of the customer when it ended
     */
    public Output<Session> of(String customerId, CustomerState customer) {
        var ended = Session.newBuilder()
                .setSessionId(session.getSessionId())
                .setCustomerId(customerId)
                .setStartedAt(Instant.ofEpochMilli(session.getStartedAt()))
                .setLastAt(Instant.ofEpochMilli(session.getLastAt()))
                .setEventCount(session.getEventCount())
                .setEndedAt(Instant.ofEpochMilli(at))
                .setProductIds(SessionProducts.of(customer, session))
                .build();
        return new Output<>(Topics.SESSIONS, customerId, ended);
    }
}
