package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.Absences;
import dev.rapport.enrichment.state.AddressState;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.LearntSession;
import dev.rapport.enrichment.state.WaitingRecord;
import dev.rapport.runtime.serde.AvroSerdes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The state of the topology: names, keys, values. A name is for ever, as changelog topics carry it. */
final class StateStores {
    static final String MESSAGES = "message-by-id";
    static final String LINKS = "link-by-fragment";
    static final String CUSTOMERS = "customer-by-id";
    static final String DECISIONS = "decision-by-fragment";
    static final String ABSENCES = "absence-by-fragment";
    static final String SCHEDULE_WALK = "schedule-walk";
    static final String CUSTOMER_MESSAGES = "message-by-customer";
    static final String WAITING = "waiting-by-customer";
    static final String TICKS = "tick-by-partition";
    static final String DUE = "due-by-time";
    static final String CAMPAIGNS = "campaign-by-id";
    static final String CATALOG = "catalog-by-id";
    static final String ADDRESSES = "address-by-key";
    static final String SUPPRESSIONS = "suppression-by-address";
    static final String LEARNT_SESSIONS = "session-by-time";
    static final String CUSTOMER_TICKS = "tick-by-customer-partition";
    static final String RELATED = "related-by-product";

    private final AvroSerdes serdes;

    StateStores(AvroSerdes serdes) {
        this.serdes = serdes;
    }

    /** What was seen under message ids, by the half week of its receipt; see {@link SeenMessages}. */
    StoreBuilder<WindowStore<String, byte[]>> messages() {
        return seen(MESSAGES);
    }

    /** The same behind the repartition, by customer. */
    StoreBuilder<WindowStore<String, byte[]>> customerMessages() {
        return seen(CUSTOMER_MESSAGES);
    }

    /** Records that wait for fragments of their customers; see {@link WaitingRecords}. */
    StoreBuilder<KeyValueStore<String, WaitingRecord>> waiting() {
        return byKey(WAITING, WaitingRecord.class);
    }

    StoreBuilder<KeyValueStore<String, IdentityLink>> links() {
        return byKey(LINKS, IdentityLink.class);
    }

    StoreBuilder<KeyValueStore<String, Customer>> customers() {
        return byKey(CUSTOMERS, Customer.class);
    }

    /** Time of the latest tick by source partition; see {@link SourceTime}. */
    StoreBuilder<KeyValueStore<String, Long>> ticks() {
        return times(TICKS);
    }

    /** The same of the partitions of customers, and up to when was learnt; see {@link LearnSessionsProcessor}. */
    StoreBuilder<KeyValueStore<String, Long>> customerTicks() {
        return times(CUSTOMER_TICKS);
    }

    /** The sessions that recommendations are learnt from; see {@link LearntSessions}. */
    StoreBuilder<KeyValueStore<String, LearntSession>> learntSessions() {
        return byKey(LEARNT_SESSIONS, LearntSession.class);
    }

    /** What is known of addresses that were ever suppressed. */
    StoreBuilder<KeyValueStore<String, AddressState>> addresses() {
        return byKey(ADDRESSES, AddressState.class);
    }

    /** What is due; see {@link DueStore}. */
    StoreBuilder<KeyValueStore<String, byte[]>> due() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DUE), Serdes.String(), Serdes.ByteArray());
    }

    StoreBuilder<KeyValueStore<String, DecisionHistory>> decisions() {
        return byKey(DECISIONS, DecisionHistory.class);
    }

    /** What campaigns wait for; see {@link AbsenceTriggers}. */
    StoreBuilder<KeyValueStore<String, Absences>> absences() {
        return byKey(ABSENCES, Absences.class);
    }

    /** How far the walk over customers has come; see {@link ScheduleWalk}. */
    StoreBuilder<KeyValueStore<String, String>> scheduleWalk() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SCHEDULE_WALK), Serdes.String(), Serdes.String());
    }

    /** Serde of a stream of records of these types. */
    Serde<SpecificRecord> stream(List<Class<? extends SpecificRecord>> types) {
        return serdes.anyOf(types);
    }

    /** Serde of a stream whose records are of this type, and ticks. */
    Serde<SpecificRecord> stream(Class<? extends SpecificRecord> type) {
        return serdes.withTicks(type);
    }

    private static StoreBuilder<WindowStore<String, byte[]>> seen(String name) {
        var supplier = Stores.persistentWindowStore(name, SeenMessages.RETENTION, SeenMessages.SPAN, false);
        return Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray());
    }

    private static StoreBuilder<KeyValueStore<String, Long>> times(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.Long());
    }

    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> byKey(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serdes.of(type));
    }

    /** A supplier that brings its stores along. */
    static <I, O> ProcessorSupplier<String, I, String, O> with(
            ProcessorSupplier<String, I, String, O> processors, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, I, String, O> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(List.of(stores));
            }
        };
    }
}
