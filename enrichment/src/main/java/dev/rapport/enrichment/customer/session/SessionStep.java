package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which session an event belongs to: a new one starts after a gap of event time without an event. The event goes out with
 * it, as all who come after read it.
 */
public final class SessionStep implements Step {
    private final long gap;
    private final Json json;

    /** @param gap inactivity that ends a session, positive */
    public SessionStep(Duration gap, Json json) {
        this.gap = gap.toMillis();
        this.json = json;
    }

    /**
     * @param sessionId the event's session
     * @param state     the customer's current session from now on
     */
    record Assignment(String sessionId, SessionState state) {}

    @Override
    public Draft apply(Draft draft) {
        var event = draft.event();
        if (!event.getWhole()) {
            return draft;
        }
        var current = draft.customer().getSession();
        var assignment = assign(draft.customerId(), event.getOccurredAt(), current);
        var enriched = enriched(draft, assignment.sessionId());
        var changed = assignment.state().equals(current)
                ? draft
                : draft.with(CustomerStates.edit(draft.customer())
                        .setSession(assignment.state())
                        .build());
        return changed.with(enriched).and(new Output<>(Topics.EVENTS_ENRICHED, draft.customerId(), enriched));
    }

    /**
     * @param at      event time, in milliseconds since the epoch
     * @param current the customer's current session, if there was one
     */
    Assignment assign(String customerId, long at, @Nullable SessionState current) {
        if (current == null || at > current.getLastAt() + gap) {
            var id = DerivedId.session(customerId, at);
            return new Assignment(id, new SessionState(id, at, at));
        }
        if (at < current.getStartedAt() - gap) {
            // Too late for the current session: one of its own, and the current one goes on undisturbed.
            return new Assignment(DerivedId.session(customerId, at), current);
        }
        var started = Math.min(at, current.getStartedAt());
        var last = Math.max(at, current.getLastAt());
        return new Assignment(current.getSessionId(), new SessionState(current.getSessionId(), started, last));
    }

    private EnrichedEvent enriched(Draft draft, String sessionId) {
        var event = draft.event();
        return EnrichedEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setCustomerId(draft.customerId())
                .setUserId(draft.userId())
                .setAnonymousId(event.getAnonymousId())
                .setSessionId(sessionId)
                .setType(event.getType())
                .setName(event.getName())
                .setOccurredAt(Instant.ofEpochMilli(event.getOccurredAt()))
                .setReceivedAt(Instant.ofEpochMilli(event.getReceivedAt()))
                .setSourceId(event.getSourceId())
                .setProperties(json.object(event.getProperties()))
                .setProducts(event.getProducts())
                .setOrderId(event.getOrderId())
                .setLineId(event.getLineId())
                .setRevenue(event.getRevenue())
                .setPromptId(event.getPromptId())
                .setUtmSource(event.getUtmSource())
                .build();
    }
}
