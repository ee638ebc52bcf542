package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.Identities;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.ReadEvent;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Links the previous id of an alias call, on the partition where the events of that id arrive; forwards nothing. */
final class LinkAliasProcessor extends ContextualProcessor<String, SpecificRecord, String, Void> {
    private KeyValueStore<String, IdentityLink> links;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    LinkAliasProcessor() {}

    @Override
    public void init(ProcessorContext<String, Void> context) {
        super.init(context);
        links = context.getStateStore(StateStores.LINKS);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Identities.alias((ReadEvent) record.value(), links.get(record.key()))
                .ifPresent(link -> links.put(record.key(), link));
    }
}
