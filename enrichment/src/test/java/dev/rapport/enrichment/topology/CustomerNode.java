package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.Absences;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.WaitingRecord;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The node that owns customers, alone. Its stores are in memory and outlive a processor, as they outlive a process. */
final class CustomerNode {
    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final Payloads payloads = new Payloads(serdes);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MockProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Customer> customers;

    CustomerNode(Path stateDir) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
        customers = store(StateStores.CUSTOMERS, serdes.of(Customer.class));
        store(StateStores.DECISIONS, serdes.of(DecisionHistory.class));
        store(StateStores.ABSENCES, serdes.of(Absences.class));
        store(StateStores.SCHEDULE_WALK, Serdes.String());
        store(StateStores.SUPPRESSIONS, serdes.of(Suppression.class));
        store(StateStores.TICKS, Serdes.Long());
        store(StateStores.DUE, Serdes.ByteArray());
        store(StateStores.WAITING, serdes.of(WaitingRecord.class));
        var seen = Stores.windowStoreBuilder(
                        Stores.inMemoryWindowStore(
                                StateStores.CUSTOMER_MESSAGES, SeenMessages.RETENTION, SeenMessages.SPAN, false),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        seen.init(context.getStateStoreContext(), seen);
    }

    /** A processor that starts with what the stores hold. */
    EnrichCustomerProcessor start(Step... steps) {
        var meters = new EnrichmentMeters(registry);
        var processor = new EnrichCustomerProcessor(
                suppressions -> new Steps(List.of(steps), draft -> draft),
                new Sessions(Duration.ofMinutes(30)),
                new CampaignIndex(meters),
                new EventKeys(id -> "hash of " + id),
                payloads,
                new PublishStep(new JacksonJson()),
                meters,
                new Sinks(NodeNames.root("enrichment")));
        processor.init(context);
        return processor;
    }

    KeyValueStore<String, Customer> customers() {
        return customers;
    }

    Payloads payloads() {
        return payloads;
    }

    /** A record as it comes from another customer. */
    Record<String, SpecificRecord> transfer(String from, String to, SpecificRecord payload) {
        return new Record<>(to, payloads.wrap(List.of(from), payload), 0);
    }

    /** What went out. */
    List<SpecificRecord> forwarded() {
        return context.forwarded().stream()
                .<SpecificRecord>map(one -> one.record().value())
                .toList();
    }

    /** Delivers what customers sent to one another, until nothing is on its way. */
    void deliver(EnrichCustomerProcessor processor) {
        for (var sent = sent(); !sent.isEmpty(); sent = sent()) {
            sent.forEach(processor::process);
        }
    }

    private List<Record<String, SpecificRecord>> sent() {
        var sent = new ArrayList<Record<String, SpecificRecord>>();
        for (var one : context.forwarded()) {
            var record = one.record();
            if (record.value() instanceof CustomerTransfer) {
                sent.add(new Record<>(record.key(), record.value(), record.timestamp()));
            }
        }
        context.resetForwards();
        return sent;
    }

    /** What the processor that was started last does by the wall clock. */
    void punctuate(Duration sinceEpoch) {
        var scheduled = context.scheduledPunctuators();
        scheduled.get(scheduled.size() - 1).getPunctuator().punctuate(sinceEpoch.toMillis());
    }

    /** Records that waited, by what became of them. */
    double waits(String outcome) {
        return registry.get("rapport.enrichment.waits")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        var store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
