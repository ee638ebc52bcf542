package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.read.Withdrawals;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.id.EventKeys;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Forwards the first event with a message id of its source; the same again within seven days of receipt ends here. An
 * event that says something else under that id, or says it of somebody else, is another event: it is forwarded under an id
 * of its own and counted as a conflict. What withdraws consent goes on as that: two events under one message id need not say the same.
 */
final class DropDuplicatesProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final EventKeys keys;
    private final EnrichmentMeters meters;
    private SeenMessages messages;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    DropDuplicatesProcessor(EventKeys keys, EnrichmentMeters meters) {
        this.keys = keys;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        messages = SeenMessages.ofSenders(context.getStateStore(StateStores.MESSAGES), keys);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof ReadEvent event)) {
            // Time passes through.
            context().forward(record);
            return;
        }
        if (!event.getWhole()) {
            // Not remembered: the event that it was part of may be mended and sent again under its message id.
            meters.withdrawn();
            context().forward(record);
            return;
        }
        switch (messages.see("", event)) {
            case DUPLICATE -> {
                meters.duplicate();
                Withdrawals.of(event).ifPresent(withdrawal -> context().forward(record.withValue(withdrawal)));
            }
            case CONFLICT -> {
                meters.accepted();
                meters.conflict();
                context().forward(record.withValue(SeenMessages.apart(event)));
            }
            case FIRST -> {
                meters.accepted();
                context().forward(record);
            }
        }
    }
}
