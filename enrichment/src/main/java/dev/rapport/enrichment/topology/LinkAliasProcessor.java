package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.HashedIds;
import dev.rapport.enrichment.customer.identity.Identities;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.id.EventKeys;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Links the previous id of an alias call, on the partition where the events of that id arrive; forwards nothing. */
final class LinkAliasProcessor extends ContextualProcessor<String, SpecificRecord, String, Void> {
    private final EventKeys keys;
    private KeyValueStore<String, IdentityLink> links;

    /** @param keys hash identifiers as capture does */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    LinkAliasProcessor(EventKeys keys) {
        this.keys = keys;
    }

    @Override
    public void init(ProcessorContext<String, Void> context) {
        super.init(context);
        links = context.getStateStore(StateStores.LINKS);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        var alias = (ReadEvent) record.value();
        Identities.alias(alias, HashedIds.of(alias, keys::of), links.get(record.key()))
                .ifPresent(link -> links.put(record.key(), link));
    }
}
