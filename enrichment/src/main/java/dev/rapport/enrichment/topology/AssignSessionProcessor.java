package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.step.EnrichStep;
import dev.rapport.enrichment.step.SessionStep;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Finds the event's session and puts the enriched event together. */
final class AssignSessionProcessor extends ContextualProcessor<String, KnownEvent, String, SessionEvent> {
    private final SessionStep sessionStep;
    private final EnrichStep enrichStep;
    private KeyValueStore<String, SessionState> sessions;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    AssignSessionProcessor(SessionStep sessionStep, EnrichStep enrichStep) {
        this.sessionStep = sessionStep;
        this.enrichStep = enrichStep;
    }

    @Override
    public void init(ProcessorContext<String, SessionEvent> context) {
        super.init(context);
        sessions = context.getStateStore(StateStores.SESSIONS);
    }

    @Override
    public void process(Record<String, KnownEvent> record) {
        var known = record.value();
        var current = Optional.ofNullable(sessions.get(record.key()));
        var assignment = sessionStep.assign(record.key(), known.event().getOccurredAt(), current);
        sessions.put(record.key(), assignment.state());
        var enriched = enrichStep.enrich(record.key(), assignment.sessionId(), known.event(), known.facts());
        context().forward(record.withValue(new SessionEvent(enriched, known.profile())));
    }
}
