package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.read.Json;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;

/**
 * Which session an event belongs to, and which ones end with it. The event goes out with its session, as all who come after
 * read it.
 */
public final class SessionStep implements Step {
    private final Sessions sessions;
    private final Json json;

    public SessionStep(Sessions sessions, Json json) {
        this.sessions = sessions;
        this.json = json;
    }

    @Override
    public Draft apply(Draft draft) {
        var event = draft.event();
        if (!event.getWhole()) {
            return draft;
        }
        var assignment = sessions.assign(draft.customerId(), event, draft.view().getSession());
        var enriched = enriched(draft, assignment.sessionId());
        var changed = draft.with(CustomerStates.edit(draft.customer())
                .setSession(assignment.state())
                .build());
        for (var ended : assignment.ended()) {
            // One that ended before the event does not know it, whether a tick or the event comes first.
            var customer = assignment.rejoins(ended) ? draft.view() : draft.viewBefore();
            changed = changed.and(ended.of(draft.customerId(), customer));
        }
        return changed.with(enriched).and(new Output<>(Topics.EVENTS_ENRICHED, draft.customerId(), enriched));
    }

    private EnrichedEvent enriched(Draft draft, String sessionId) {
        var event = draft.event();
        return EnrichedEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setCustomerId(draft.customerId())
                .setFragmentId(draft.owner().namedFragment())
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
                .setOrder(event.getOrder())
                .setEmail(event.getEmail())
                .setChat(event.getChat())
                .setExperiment(event.getExperiment())
                .setFlags(event.getFlags())
                .build();
    }
}
