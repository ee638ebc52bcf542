package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import java.time.Duration;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Enrichment without its logic: the same topics, hops, stores and records, and nothing that reads JSON, tells duplicates
 * apart or merges. What enrichment takes longer than this is its own work.
 */
final class EnrichmentSkeleton {
    static final String NAME = "skeleton: same topics, hops and stores, no logic";

    private static final String MESSAGES = "message-by-id";
    private static final String LINKS = "customer-by-anonymous-id";
    private static final String CUSTOMERS = "customer-by-id";
    private static final String DUE = "due-by-time";
    private static final byte[] NOTHING = {};
    private static final Duration SPAN = Duration.ofHours(84);
    /** A fingerprint and its time. */
    private static final byte[] SEEN = new byte[32];

    private final NodeNames names = NodeNames.root("skeleton");
    private final AvroSerdes serdes;
    private final String input;

    private EnrichmentSkeleton(AvroSerdes serdes, String input) {
        this.serdes = serdes;
        this.input = input;
    }

    /** @param input topic of captured events that it reads */
    static Topology of(AvroSerdes serdes, String input) {
        return new EnrichmentSkeleton(serdes, input).build();
    }

    private Topology build() {
        var builder = new StreamsBuilder();
        builder.addStateStore(links());
        var resolved = builder.stream(input, serdes.consumed(EVENTS_CAPTURED, names.of("captured")))
                .process(Read::new, names.named("read"))
                .process(with(Remember::new, messages()), names.named("drop-duplicates"))
                .process(Resolve::new, names.named("resolve-identity"), LINKS);
        // There are none; the topic is read all the same.
        resolved.filter((key, event) -> event.getType() == EventType.ALIAS, names.named("aliases"))
                .repartition(repartitioned("aliases-by-previous-id"))
                .process(Link::new, names.named("link-alias"), LINKS);
        var replies = builder.stream(REPLIES.name(), serdes.consumed(REPLIES, names.of("replies")))
                .<SpecificRecord>mapValues(reply -> reply, names.named("reply"));
        var enriched = resolved.repartition(repartitioned("events-by-customer"))
                .<SpecificRecord>mapValues(event -> event, names.named("event"))
                .merge(replies, names.named("join-replies"))
                .process(
                        with(() -> new Enrich(names.of("enriched"), names.of("profiles")), customers(), due()),
                        names.named("enrich-customer"));
        enriched.to(EVENTS_ENRICHED.name(), produced(EnrichedEvent.class, "enriched"));
        enriched.to(PROFILES.name(), produced(CustomerProfile.class, "profiles"));
        return builder.build();
    }

    private Repartitioned<String, EnrichedEvent> repartitioned(String name) {
        return Repartitioned.<String, EnrichedEvent>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.of(EnrichedEvent.class));
    }

    private StoreBuilder<WindowStore<String, byte[]>> messages() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(MESSAGES, SPAN.multipliedBy(3), SPAN, false),
                Serdes.String(),
                Serdes.ByteArray());
    }

    private static StoreBuilder<KeyValueStore<String, String>> links() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(LINKS), Serdes.String(), Serdes.String());
    }

    private StoreBuilder<KeyValueStore<String, CustomerProfile>> customers() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CUSTOMERS), Serdes.String(), serdes.of(CustomerProfile.class));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> due() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DUE), Serdes.String(), Serdes.ByteArray());
    }

    @SuppressWarnings("unchecked") // One node forwards records of two types, each to a sink of its own.
    private Produced<String, SpecificRecord> produced(Class<? extends SpecificRecord> type, String node) {
        return Produced.with(Serdes.String(), (Serde<SpecificRecord>) (Serde<?>) serdes.of(type))
                .withName(names.of(node));
    }

    private static <I, O> ProcessorSupplier<String, I, String, O> with(
            ProcessorSupplier<String, I, String, O> processors, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, I, String, O> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(stores);
            }
        };
    }

    private static final class Read extends ContextualProcessor<String, CapturedEvent, String, EnrichedEvent> {
        @Override
        public void process(Record<String, CapturedEvent> record) {
            context().forward(record.withValue(ShopEvents.enriched(record.value())));
        }
    }

    private static final class Remember extends ContextualProcessor<String, EnrichedEvent, String, EnrichedEvent> {
        @Override
        public void process(Record<String, EnrichedEvent> record) {
            WindowStore<String, byte[]> messages = context().getStateStore(MESSAGES);
            var id = record.value().getSourceId() + '\0' + record.value().getMessageId();
            var own = record.value().getReceivedAt().toEpochMilli() / SPAN.toMillis();
            for (var span = own - 2; span <= own + 2; span++) {
                if (messages.fetch(id, span * SPAN.toMillis()) != null) {
                    return;
                }
            }
            messages.put(id, SEEN, own * SPAN.toMillis());
            context().forward(record);
        }
    }

    private static final class Resolve extends ContextualProcessor<String, EnrichedEvent, String, EnrichedEvent> {
        @Override
        public void process(Record<String, EnrichedEvent> record) {
            KeyValueStore<String, String> links = context().getStateStore(LINKS);
            var device = String.valueOf(record.value().getAnonymousId());
            var customer = links.get(device);
            context().forward(record.withKey(customer == null ? device : customer));
        }
    }

    private static final class Link extends ContextualProcessor<String, EnrichedEvent, Void, Void> {
        @Override
        public void process(Record<String, EnrichedEvent> record) {
            context()
                    .<KeyValueStore<String, String>>getStateStore(LINKS)
                    .put(record.key(), record.value().getCustomerId());
        }
    }

    private static final class Enrich extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
        private final String enriched;
        private final String profiles;

        Enrich(String enriched, String profiles) {
            this.enriched = enriched;
            this.profiles = profiles;
        }

        @Override
        public void process(Record<String, SpecificRecord> record) {
            if (!(record.value() instanceof EnrichedEvent event)) {
                return;
            }
            KeyValueStore<String, CustomerProfile> customers = context().getStateStore(CUSTOMERS);
            var known = customers.get(record.key());
            if (known == null) {
                // The end of the session that begins.
                context().<KeyValueStore<String, byte[]>>getStateStore(DUE).put(record.key(), NOTHING);
            }
            var customer = ShopEvents.profile(event, known);
            customers.put(record.key(), customer);
            context().forward(record.withValue(customer), profiles);
            context().forward(record.withValue(event), enriched);
        }
    }
}
