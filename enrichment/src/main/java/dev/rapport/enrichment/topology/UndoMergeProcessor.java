package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.Links;
import dev.rapport.schemas.Identity;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Undoes the link of an identifier that an operator unmerged, on the partition where its events arrive, and sends for its
 * fragment. The records of merges, which this topology writes, change nothing.
 */
final class UndoMergeProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final Merges.Nodes nodes;
    private Merges merges;

    /** @param nodes that moves of fragments go to */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    UndoMergeProcessor(Merges.Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        merges = new Merges(context, nodes);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof Identity identity) {
            Links.unmerge(identity, record.key(), merges.of(record.key())).ifPresent(undone -> {
                merges.put(record.key(), undone.link());
                undone.move().ifPresent(move -> merges.move(record, move));
            });
        }
    }
}
