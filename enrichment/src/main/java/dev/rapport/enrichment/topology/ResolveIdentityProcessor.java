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

/**
 * Gives every event the key of its customer, which is a hash, and remembers which device is whose. An alias call of an id whose events
 * arrive on another partition goes there first.
 */
final class ResolveIdentityProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final EventKeys keys;
    private final String customers;
    private final String aliases;
    private KeyValueStore<String, IdentityLink> links;

    /**
     * @param keys      of the events of a sender, and of the links of a device
     * @param customers node that events go to, by customer
     * @param aliases   node that alias calls go to, by previous id
     */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    ResolveIdentityProcessor(EventKeys keys, String customers, String aliases) {
        this.keys = keys;
        this.customers = customers;
        this.aliases = aliases;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        links = context.getStateStore(StateStores.LINKS);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof ReadEvent event)) {
            // Time passes through, to every partition of customers.
            context().forward(record, customers);
            return;
        }
        var ids = HashedIds.of(event, keys::of);
        var device = ids.device();
        var resolution = Identities.resolve(event, ids, device == null ? null : links.get(device));
        if (device != null) {
            resolution.newLink().ifPresent(link -> links.put(device, link));
        }
        if (Identities.isAlias(event)) {
            var previous = keys.of(event.getPreviousId());
            if (record.key().equals(previous)) {
                Identities.alias(event, ids, links.get(previous)).ifPresent(link -> links.put(previous, link));
            } else {
                context().forward(record.withKey(previous), aliases);
            }
        }
        context().forward(record.withKey(resolution.customerId()), customers);
    }
}
