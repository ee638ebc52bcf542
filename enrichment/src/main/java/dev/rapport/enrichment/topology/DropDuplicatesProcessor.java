package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.step.Fingerprint;
import dev.rapport.enrichment.step.ReadEventStep;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.id.ConflictId;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Forwards the first event with a message id of its source; the same again within seven days of receipt ends here. An
 * event that says something else under that id, or says it of somebody else, is another event: it is forwarded under an id
 * of its own and counted as a conflict. What withdraws consent goes on as that: two events under one message id need not say the same.
 */
final class DropDuplicatesProcessor
        extends ContextualProcessor<String, ReadPayloadProcessor.Accepted, String, CapturedEvent> {
    /** Events remembered under one message id; what goes beyond that is forwarded each time. */
    private static final int MAX_EVENTS = 100;

    private static final byte[] NONE = {};

    private enum Sighting {
        FIRST,
        DUPLICATE,
        CONFLICT,
        CONFLICT_NOT_KEPT
    }

    private final ReadEventStep step;
    private final EnrichmentMeters meters;
    private WindowStore<String, byte[]> messages;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    DropDuplicatesProcessor(ReadEventStep step, EnrichmentMeters meters) {
        this.step = step;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, CapturedEvent> context) {
        super.init(context);
        messages = context.getStateStore(StateStores.MESSAGES);
    }

    @Override
    public void process(Record<String, ReadPayloadProcessor.Accepted> record) {
        var event = record.value().event();
        if (event.getWithdrawal() != null) {
            // Not remembered: the event that it was part of may be mended and sent again under its message id.
            meters.withdrawn();
            context().forward(record.withValue(event));
            return;
        }
        var id = event.getSourceId() + '\0' + event.getMessageId();
        var fingerprint = Fingerprint.of(event, record.value().facts());
        var sighting = sighting(id, fingerprint, event.getReceivedAt());
        if (sighting == Sighting.DUPLICATE) {
            meters.duplicate();
            step.withdrawalOf(event).ifPresent(withdrawal -> context().forward(record.withValue(withdrawal)));
            return;
        }
        if (sighting != Sighting.CONFLICT_NOT_KEPT) {
            remember(id, fingerprint, event.getReceivedAt().toEpochMilli());
        }
        meters.accepted();
        if (sighting == Sighting.FIRST) {
            context().forward(record.withValue(event));
            return;
        }
        meters.conflict();
        context().forward(record.withValue(apart(event, fingerprint)));
    }

    private Sighting sighting(String id, Fingerprint fingerprint, Instant receivedAt) {
        var from = receivedAt.minus(StateStores.DUPLICATE_WINDOW);
        var to = receivedAt.plus(StateStores.DUPLICATE_WINDOW);
        var others = 0;
        try (var found = messages.fetch(id, from, to)) {
            while (found.hasNext() && others < MAX_EVENTS) {
                var seen = Fingerprint.read(found.next().value);
                if (seen.stream().anyMatch(fingerprint::isOfSameEvent)) {
                    return Sighting.DUPLICATE;
                }
                others += seen.size();
            }
        }
        if (others == 0) {
            return Sighting.FIRST;
        }
        return others < MAX_EVENTS ? Sighting.CONFLICT : Sighting.CONFLICT_NOT_KEPT;
    }

    private void remember(String id, Fingerprint fingerprint, long receivedAt) {
        var before = messages.fetch(id, receivedAt);
        var others = before == null ? NONE : before;
        var written = fingerprint.bytes();
        var all = Arrays.copyOf(others, others.length + written.length);
        System.arraycopy(written, 0, all, others.length, written.length);
        messages.put(id, all, receivedAt);
    }

    /** Under an id of its own, so that those who come after do not take it for the other. */
    private static CapturedEvent apart(CapturedEvent event, Fingerprint fingerprint) {
        return CapturedEvent.newBuilder(event)
                .setMessageId(ConflictId.of(event.getMessageId(), fingerprint.name()))
                .build();
    }
}
