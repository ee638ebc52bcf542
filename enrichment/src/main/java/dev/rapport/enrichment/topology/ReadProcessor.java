package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.read.EventReader;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Origin;
import dev.rapport.schemas.topic.RejectionStage;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the payload, once; forwards the event as read, or a rejection with the original bytes. Of a rejected event that
 * withdraws consent the withdrawal goes on, too. Before duplicates are dropped: what is rejected may be mended and sent
 * again under its message id.
 */
final class ReadProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private static final String CAPTURED = "captured";
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final EventReader reader;
    private final EventKeys keys;
    private final EnrichmentMeters meters;
    private final String events;
    private final String rejections;

    /**
     * @param events     node that events go to
     * @param rejections node that rejections go to
     */
    ReadProcessor(EventReader reader, EventKeys keys, EnrichmentMeters meters, String events, String rejections) {
        this.reader = reader;
        this.keys = keys;
        this.meters = meters;
        this.events = events;
        this.rejections = rejections;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof Tick) {
            context().forward(record, events);
            return;
        }
        var captured = (CapturedEvent) record.value();
        var outcome = reader.read(captured);
        if (outcome instanceof Outcome.Accepted<ReadEvent, RejectionReason> accepted) {
            context().forward(record.withValue(Redriven.mark(accepted.value(), record.headers())), events);
        } else if (outcome instanceof Outcome.Rejected<ReadEvent, RejectionReason> rejected) {
            meters.rejected();
            var rejection = rejection(captured, rejected);
            context().forward(record.withKey(keys.of(rejection)).withValue(rejection), rejections);
            reader.withdrawalOf(captured)
                    .ifPresent(withdrawal -> context().forward(record.withValue(withdrawal), events));
        }
    }

    private RejectedEvent rejection(CapturedEvent event, Outcome.Rejected<ReadEvent, RejectionReason> rejected) {
        var origin = context()
                .recordMetadata()
                .map(read -> Origin.ofRecord(CAPTURED, read.topic(), read.partition(), read.offset()))
                .orElse(Origin.UNKNOWN);
        var rejection = RejectionStage.ENRICHMENT.reject(
                event.getMessageId(),
                rejected.reason(),
                rejected.detail(),
                event.getSourceId(),
                event.getReceivedAt(),
                event.getPayload(),
                origin);
        // All but the payload, which is there already: whoever mends the rule can have it captured again.
        return RejectedEvent.newBuilder(rejection)
                .setCaptured(CapturedEvent.newBuilder(event)
                        .setPayload(NONE.duplicate())
                        .build())
                .build();
    }
}
