package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.consent.AddressMerge;
import dev.rapport.enrichment.state.AddressState;
import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.schemas.Suppression;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Owns what is known of addresses: takes in words of events and records of operators, forwards what changed. Where its
 * state is gone, after a reset, it goes on from what is in force.
 */
final class MergeSuppressionsProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private KeyValueStore<String, AddressState> addresses;
    private ReadOnlyKeyValueStore<String, Suppression> inForce;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    MergeSuppressionsProcessor() {}

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        addresses = context.getStateStore(StateStores.ADDRESSES);
        inForce = context.getStateStore(StateStores.SUPPRESSIONS);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        var known = known(record.key());
        var after = record.value() instanceof SuppressionWord word
                ? AddressMerge.after(known, word)
                : AddressMerge.after(known, (Suppression) record.value(), Instant.ofEpochMilli(record.timestamp()));
        if (known == null ? after.getVersion() == 0 : after.equals(known)) {
            return;
        }
        addresses.put(record.key(), after);
        context().forward(record.withValue(after.getSuppression()));
    }

    private @Nullable AddressState known(String address) {
        var own = addresses.get(address);
        if (own != null) {
            return own;
        }
        var suppression = inForce.get(address);
        return suppression == null ? null : new AddressState(suppression, suppression.getVersion());
    }
}
