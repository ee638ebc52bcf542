package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.Links;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.id.EventKeys;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Links the previous id of an alias call, on the partition where the events of that id arrive. */
final class LinkAliasProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final EventKeys keys;
    private final Merges.Nodes nodes;
    private Merges merges;

    /**
     * @param keys  hash identifiers as capture does
     * @param nodes that merges go to
     */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    LinkAliasProcessor(EventKeys keys, Merges.Nodes nodes) {
        this.keys = keys;
        this.nodes = nodes;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        merges = new Merges(context, nodes);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        var alias = (ReadEvent) record.value();
        var previous = record.key();
        Links.link(alias, previous, keys.of(alias.getUserId()), merges.of(previous))
                .ifPresent(linked -> {
                    merges.put(previous, linked.link());
                    linked.move().ifPresent(move -> merges.merge(record, Links.unawaited(move)));
                });
    }
}
