package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.ingestion.enrichment.step.ReadEventStep;
import dev.rapport.schemas.CapturedEvent;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Forwards the first event with a message id; further ones within seven days of receipt end here. What withdraws consent
 * goes on as that: two events under one message id need not say the same.
 */
final class DropDuplicatesProcessor extends ContextualProcessor<String, CapturedEvent, String, CapturedEvent> {
    private static final byte[] SEEN = {1};

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
    public void process(Record<String, CapturedEvent> record) {
        var event = record.value();
        if (event.getWithdrawal() != null) {
            // Not remembered: the event that it was part of may be mended and sent again under its message id.
            meters.withdrawn();
            context().forward(record);
            return;
        }
        if (seen(event.getMessageId(), event.getReceivedAt())) {
            meters.duplicate();
            step.withdrawalOf(event).ifPresent(withdrawal -> context().forward(record.withValue(withdrawal)));
            return;
        }
        messages.put(event.getMessageId(), SEEN, event.getReceivedAt().toEpochMilli());
        meters.accepted();
        context().forward(record);
    }

    private boolean seen(String messageId, Instant receivedAt) {
        var from = receivedAt.minus(StateStores.DUPLICATE_WINDOW);
        var to = receivedAt.plus(StateStores.DUPLICATE_WINDOW);
        try (var found = messages.fetch(messageId, from, to)) {
            return found.hasNext();
        }
    }
}
