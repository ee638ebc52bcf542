package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.customer.consent.ConsentStep;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.read.Fingerprint;
import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.WaitingRecord;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCustomerProcessorTest {
    private static final Step FAILING = draft -> {
        throw new IllegalStateException("a fault of ours");
    };

    @TempDir
    private Path stateDir;

    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private MockProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, Customer> customers;

    @BeforeEach
    void open() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
        customers = store(StateStores.CUSTOMERS, serdes.of(Customer.class));
        store(StateStores.DECISIONS, serdes.of(DecisionHistory.class));
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

    @Test
    void keepsTheNoOfAnEventThatALaterStepFailsOn() {
        // Given
        var processor = processor(new ConsentStep(), FAILING);
        // When
        var failure = catchThrowable(() -> processor.process(new Record<>("ada", unsubscribed(), 0)));
        // Then
        assertThat(failure).hasMessage("a fault of ours");
        assertThat(customers
                        .get("ada")
                        .getFragments()
                        .get(0)
                        .getState()
                        .getConsents()
                        .get("marketing"))
                .satisfies(mark -> assertThat(ConsentMerge.isGranted(mark)).isFalse());
        assertThat(context.forwarded())
                .singleElement()
                .extracting(forwarded -> forwarded.record().value())
                .isInstanceOfSatisfying(ConsentChange.class, change -> assertThat(change.getGranted())
                        .isFalse());
    }

    @Test
    void writesNoStateThatDidNotChange() {
        // Given
        var known = CustomerStates.firstSeen(1);
        customers.put("ada", new Customer(List.of(new Fragment("ada", List.of(), known)), null));
        var reads = new AtomicReference<CustomerState>();
        var processor = processor(draft -> {
            reads.set(draft.customer());
            customers.delete("ada");
            return draft;
        });
        // When
        processor.process(new Record<>("ada", unsubscribed(), 0));
        // Then: what the step deleted behind the processor's back was not put again
        assertThat(reads).hasValue(known);
        assertThat(customers.get("ada")).isNull();
    }

    @Test
    void takesWhatWaitedOnceItsFragmentIsHere() {
        // Given
        var taken = new ArrayList<String>();
        var processor = processor(draft -> {
            taken.add(draft.event().getMessageId());
            return draft;
        });
        processor.process(new Record<>("ada", login("first"), 0));
        processor.process(new Record<>("ada", event("second"), 0));
        var whileWaiting = List.copyOf(taken);
        // When
        processor.process(new Record<>("ada", arriving(), 0));
        // Then
        assertThat(whileWaiting).isEmpty();
        assertThat(taken).containsExactly("first", "second");
        assertThat(customers.get("ada").getTransit()).isNull();
    }

    @Test
    void goesOnWithoutAFragmentThatDoesNotArriveWhenTooManyWait() {
        // Given
        var taken = new ArrayList<String>();
        var processor = processor(draft -> {
            taken.add(draft.event().getMessageId());
            return draft;
        });
        processor.process(new Record<>("ada", login("first"), 0));
        for (var number = 2; number <= CustomerTransfers.MAX_WAITING; number++) {
            processor.process(new Record<>("ada", event("number " + number), 0));
        }
        var whileWaiting = List.copyOf(taken);
        // When
        processor.process(new Record<>("ada", event("one more"), 0));
        // Then
        assertThat(whileWaiting).isEmpty();
        assertThat(taken)
                .hasSize(CustomerTransfers.MAX_WAITING + 1)
                .startsWith("first")
                .endsWith("one more");
    }

    @Test
    void letsNoNoWait() {
        // Given
        var processor = processor(new ConsentStep());
        processor.process(new Record<>("ada", login("first"), 0));
        // When
        processor.process(new Record<>("ada", unsubscribed(), 0));
        // Then
        assertThat(context.forwarded())
                .extracting(forwarded -> forwarded.record().value())
                .singleElement()
                .isInstanceOfSatisfying(ConsentChange.class, change -> assertThat(change.getGranted())
                        .isFalse());
    }

    @Test
    void sendsAnEventThatWaitedAndFailedAsOneThatDoesNotWait() {
        // Given
        var processor = processor(FAILING);
        processor.process(new Record<>("ada", login("first"), 0));
        // When
        processor.process(new Record<>("ada", arriving(), 0));
        // Then
        assertThat(context.forwarded())
                .extracting(forwarded -> forwarded.record().value())
                .filteredOn(CustomerTransfer.class::isInstance)
                .singleElement()
                .satisfies(again -> assertThat(new Payloads(serdes).unwrap((CustomerTransfer) again))
                        .isInstanceOfSatisfying(ReadEvent.class, event -> assertThat(event.getAwaits())
                                .isNull()));
    }

    /** An event that waits for the fragment of a device. */
    private static ReadEvent login(String messageId) {
        return ReadEvent.newBuilder(event(messageId))
                .setAwaits(new Arrival("device", 1))
                .build();
    }

    /** An event that changes no consent. */
    private static ReadEvent event(String messageId) {
        var fingerprint = ByteBuffer.allocate(Fingerprint.LENGTH);
        fingerprint.putInt(0, messageId.hashCode());
        return ReadEvent.newBuilder(unsubscribed())
                .setMessageId(messageId)
                .setName("Product Viewed")
                .setConsent(null)
                .setFingerprint(fingerprint)
                .build();
    }

    /** The fragment of the device. */
    private CustomerTransfer arriving() {
        var moved = new MovedFragment(
                new Arrival("device", 1),
                false,
                true,
                1L,
                new Fragment("device", List.of(), CustomerStates.firstSeen(1)),
                null,
                true,
                List.of(),
                List.of());
        return new Payloads(serdes).wrap(List.of("device"), moved);
    }

    private EnrichCustomerProcessor processor(Step... steps) {
        var meters = new EnrichmentMeters(new SimpleMeterRegistry());
        var processor = new EnrichCustomerProcessor(
                suppressions -> List.of(steps),
                new Sessions(Duration.ofMinutes(30)),
                new CampaignIndex(meters),
                new EventKeys(id -> "hash of " + id),
                new Payloads(serdes),
                new PublishStep(new JacksonJson()),
                meters,
                new Sinks(NodeNames.root("enrichment")));
        processor.init(context);
        return processor;
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        var store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static ReadEvent unsubscribed() {
        return ReadEvent.newBuilder()
                .setMessageId("m")
                .setType(EventType.TRACK)
                .setName("Unsubscribed")
                .setUserId("ada")
                .setOccurredAt(1)
                .setReceivedAt(1)
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(Fingerprint.LENGTH))
                .setConsent(ReadConsent.newBuilder()
                        .setStated(Map.of("marketing", false))
                        .build())
                .build();
    }
}
