package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.ProfileState;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Suppression;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The state of the topology: names, keys, values. A name is for ever, as changelog topics carry it. */
final class StateStores {
    static final String MESSAGES = "message-by-id";
    static final String LINKS = "customer-by-anonymous-id";
    static final String PROFILES = "profile-by-customer";
    static final String SESSIONS = "session-by-customer";
    static final String DECISIONS = "decision-by-customer";
    static final String CAMPAIGNS = "campaign-by-id";
    static final String CATALOG = "catalog-by-id";
    static final String SUPPRESSIONS = "suppression-by-address";

    /** A message id seen again within this time changes nothing. */
    static final Duration DUPLICATE_WINDOW = Duration.ofDays(7);

    private final AvroSerdes serdes;

    StateStores(AvroSerdes serdes) {
        this.serdes = serdes;
    }

    /** Fingerprints of events by source and message id, at the time they were received; see docs/adr/0037. */
    StoreBuilder<WindowStore<String, byte[]>> messages() {
        var supplier = Stores.persistentWindowStore(MESSAGES, DUPLICATE_WINDOW, Duration.ofMillis(1), false);
        return Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray());
    }

    StoreBuilder<KeyValueStore<String, IdentityLink>> links() {
        return byKey(LINKS, IdentityLink.class);
    }

    StoreBuilder<KeyValueStore<String, ProfileState>> profiles() {
        return byKey(PROFILES, ProfileState.class);
    }

    StoreBuilder<KeyValueStore<String, SessionState>> sessions() {
        return byKey(SESSIONS, SessionState.class);
    }

    StoreBuilder<KeyValueStore<String, DecisionHistory>> decisions() {
        return byKey(DECISIONS, DecisionHistory.class);
    }

    /**
     * What is known of suppressed addresses by their keys, from the global store: a little late.
     *
     * @param context of a processor that is being initialised
     */
    static Function<String, Optional<Suppression>> suppressions(ProcessorContext<?, ?> context) {
        ReadOnlyKeyValueStore<String, Suppression> store = context.getStateStore(SUPPRESSIONS);
        return address -> Optional.ofNullable(store.get(address));
    }

    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> byKey(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serdes.of(type));
    }

    /** A supplier that brings its store along. */
    static <I, O> ProcessorSupplier<String, I, String, O> with(
            StoreBuilder<?> store, ProcessorSupplier<String, I, String, O> processors) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, I, String, O> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }
}
