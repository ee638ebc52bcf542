package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.customer.consent.ConsentStep;
import dev.rapport.enrichment.read.Fingerprint;
import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCustomerProcessorTest {
    private static final Step FAILING = draft -> {
        throw new IllegalStateException("a fault of ours");
    };

    @TempDir
    private Path stateDir;

    private CustomerNode node;

    @BeforeEach
    void open() {
        node = new CustomerNode(stateDir);
    }

    @Test
    void keepsTheNoOfAnEventThatALaterStepFailsOn() {
        // Given
        var processor = node.start(new ConsentStep(), FAILING);
        // When
        var failure = catchThrowable(() -> processor.process(new Record<>("ada", unsubscribed(), 0)));
        // Then
        assertThat(failure).hasMessage("a fault of ours");
        assertThat(node.customers()
                        .get("ada")
                        .getFragments()
                        .get(0)
                        .getState()
                        .getConsents()
                        .get("marketing"))
                .satisfies(mark -> assertThat(ConsentMerge.isGranted(mark)).isFalse());
        assertThat(node.forwarded()).singleElement().isInstanceOfSatisfying(ConsentChange.class, change -> assertThat(
                        change.getGranted())
                .isFalse());
    }

    @Test
    void writesNoStateThatDidNotChange() {
        // Given
        var known = CustomerStates.firstSeen(1);
        node.customers().put("ada", new Customer(List.of(new Fragment("ada", List.of(), known)), null));
        var reads = new AtomicReference<CustomerState>();
        var processor = node.start(draft -> {
            reads.set(draft.customer());
            node.customers().delete("ada");
            return draft;
        });
        // When
        processor.process(new Record<>("ada", unsubscribed(), 0));
        // Then: what the step deleted behind the processor's back was not put again
        assertThat(reads).hasValue(known);
        assertThat(node.customers().get("ada")).isNull();
    }

    @Test
    void takesWhatWaitedOnceItsFragmentIsHere() {
        // Given
        var taken = new ArrayList<String>();
        var processor = node.start(draft -> {
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
        assertThat(node.customers().get("ada").getTransit()).isNull();
    }

    @Test
    void goesOnWithoutAFragmentThatDoesNotArriveWhenTooManyWait() {
        // Given
        var taken = new ArrayList<String>();
        var processor = node.start(draft -> {
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
        var processor = node.start(new ConsentStep());
        processor.process(new Record<>("ada", login("first"), 0));
        // When
        processor.process(new Record<>("ada", unsubscribed(), 0));
        // Then
        assertThat(node.forwarded()).singleElement().isInstanceOfSatisfying(ConsentChange.class, change -> assertThat(
                        change.getGranted())
                .isFalse());
    }

    @Test
    void sendsAnEventThatWaitedAndFailedAsOneThatDoesNotWait() {
        // Given
        var processor = node.start(FAILING);
        processor.process(new Record<>("ada", login("first"), 0));
        // When
        processor.process(new Record<>("ada", arriving(), 0));
        // Then
        assertThat(node.forwarded())
                .filteredOn(CustomerTransfer.class::isInstance)
                .singleElement()
                .satisfies(again -> assertThat(node.payloads().unwrap((CustomerTransfer) again))
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
                List.of(),
                null);
        return node.payloads().wrap(List.of("device"), moved);
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
