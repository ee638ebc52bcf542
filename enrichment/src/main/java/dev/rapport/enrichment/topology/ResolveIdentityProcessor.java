package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.HashedIds;
import dev.rapport.enrichment.customer.identity.Identities;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.id.EventKeys;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives every event the key of its customer, which is a hash, and remembers which device is whose. The event that links a
 * device comes behind the record that sends the device's fragment to the customer. An alias call goes to the partition of its
 * previous id, too.
 */
final class ResolveIdentityProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final EventKeys keys;
    private final Merges.Nodes nodes;
    private final String aliases;
    private Merges merges;
    private SeenMessages messages;

    /**
     * @param keys    hash identifiers as capture does
     * @param nodes   that events and merges go to
     * @param aliases node that alias calls go to, by previous id
     */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    ResolveIdentityProcessor(EventKeys keys, Merges.Nodes nodes, String aliases) {
        this.keys = keys;
        this.nodes = nodes;
        this.aliases = aliases;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        merges = new Merges(context, nodes);
        messages = SeenMessages.ofSenders(context.getStateStore(StateStores.MESSAGES), keys);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof ReadEvent event)) {
            // Time passes through, to every partition of customers.
            context().forward(record, nodes.customers());
            return;
        }
        try {
            resolve(record, event);
        } catch (RuntimeException e) {
            // It becomes a dead letter, and is no duplicate when it is sent again.
            if (event.getWhole()) {
                messages.forget("", event);
            }
            throw e;
        }
    }

    private void resolve(Record<String, SpecificRecord> record, ReadEvent event) {
        var ids = HashedIds.of(event, keys::of);
        var device = ids.device();
        var resolution = Identities.resolve(event, ids, device == null ? null : merges.of(device));
        if (device != null) {
            resolution.link().ifPresent(link -> merges.put(device, link));
        }
        resolution.move().ifPresent(move -> merges.merge(record, move));
        if (Identities.isAlias(event)) {
            var previous = keys.of(event.getPreviousId());
            if (!record.key().equals(previous)) {
                context().forward(record.withKey(previous), aliases);
            }
        }
        var customer = resolution.customerId();
        var fragment = resolution.fragmentId().equals(customer) ? "" : resolution.fragmentId();
        var identified = Identified.as(event, fragment, resolution.awaits().orElse(null));
        context().forward(record.withKey(customer).withValue(identified), nodes.customers());
    }
}
