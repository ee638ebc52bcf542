package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.read.Fingerprint;
import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Tick;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for fragments that are on their way, how long, and where merges end that go round in a circle. */
class CustomerTransfersTest {
    private static final String DEVICE = "device";
    private static final String ADA = "ada";
    private static final Arrival ARRIVAL = new Arrival(DEVICE, 1);

    @TempDir
    private Path stateDir;

    private final List<String> taken = new ArrayList<>();
    private final Step taking = draft -> {
        taken.add(draft.event().getMessageId());
        return draft;
    };
    private CustomerNode node;

    @BeforeEach
    void open() {
        node = new CustomerNode(stateDir);
    }

    @Test
    void takesWhatWaitedInItsOrderOnceTheFragmentIsHere() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "login", ARRIVAL));
        processor.process(event(ADA, "second", null));
        var before = List.copyOf(taken);
        // When
        processor.process(node.transfer(DEVICE, ADA, moved()));
        processor.process(event(ADA, "third", null));
        // Then
        assertThat(before).isEmpty();
        assertThat(taken).containsExactly("login", "second", "third");
        assertThat(fragments(ADA)).containsExactlyInAnyOrder(DEVICE, ADA);
        assertThat(node.waits("waited")).isEqualTo(2);
        assertThat(node.waits("gave-up")).isZero();
    }

    @Test
    void waitsNotForAFragmentThatIsHereAlready() {
        // Given
        var processor = node.start(taking);
        processor.process(node.transfer(DEVICE, ADA, moved()));
        // When
        processor.process(event(ADA, "login", ARRIVAL));
        // Then
        assertThat(taken).containsExactly("login");
        assertThat(node.waits("waited")).isZero();
    }

    @Test
    void leavesOtherCustomersAlone() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "login", ARRIVAL));
        // When
        processor.process(event("bob", "view", null));
        // Then
        assertThat(taken).containsExactly("view");
    }

    @Test
    void goesOnWithoutTheFragmentWhereMoreThanAHundredRecordsWouldWait() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "0", ARRIVAL));
        IntStream.range(1, CustomerTransfers.MAX_WAITING)
                .forEach(number -> processor.process(event(ADA, Integer.toString(number), null)));
        var before = List.copyOf(taken);
        // When
        processor.process(event(ADA, "last", null));
        // Then
        assertThat(before).isEmpty();
        assertThat(taken)
                .hasSize(CustomerTransfers.MAX_WAITING + 1)
                .startsWith("0", "1", "2")
                .endsWith("99", "last");
        assertThat(node.waits("gave-up")).isEqualTo(1);
    }

    @Test
    void goesOnWithoutTheFragmentAfterTenMinutes() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "login", ARRIVAL));
        node.punctuate(Duration.ofHours(1));
        node.punctuate(Duration.ofHours(1).plus(WaitingLimit.MAX).minusMillis(1));
        var before = List.copyOf(taken);
        // When
        node.punctuate(Duration.ofHours(1).plus(WaitingLimit.MAX));
        // Then
        assertThat(before).isEmpty();
        assertThat(taken).containsExactly("login");
        assertThat(node.waits("gave-up")).isEqualTo(1);
    }

    @Test
    void mergesAFragmentThatComesAfterAll() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "login", ARRIVAL));
        node.punctuate(Duration.ofHours(1));
        node.punctuate(Duration.ofHours(2));
        // When
        processor.process(node.transfer(DEVICE, ADA, moved()));
        processor.process(event(ADA, "second", null));
        // Then
        assertThat(taken).containsExactly("login", "second");
        assertThat(fragments(ADA)).containsExactlyInAnyOrder(DEVICE, ADA);
    }

    @Test
    void goesOnWaitingAfterARestart() {
        // Given
        node.start(taking).process(event(ADA, "login", ARRIVAL));
        // When
        var restarted = node.start(taking);
        restarted.process(event(ADA, "second", null));
        var before = List.copyOf(taken);
        restarted.process(node.transfer(DEVICE, ADA, moved()));
        // Then
        assertThat(before).isEmpty();
        assertThat(taken).containsExactly("login", "second");
    }

    @Test
    void givesUpAfterARestart() {
        // Given
        node.start(taking).process(event(ADA, "login", ARRIVAL));
        node.start(taking);
        // When
        node.punctuate(Duration.ofHours(1));
        node.punctuate(Duration.ofHours(1).plus(WaitingLimit.MAX));
        // Then
        assertThat(taken).containsExactly("login");
    }

    @Test
    void isCompleteUpToTheFirstRecordThatWaits() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "login", ARRIVAL));
        processor.process(tick(1));
        var before = ticks();
        // When
        processor.process(node.transfer(DEVICE, ADA, moved()));
        processor.process(tick(2));
        // Then
        assertThat(before).allSatisfy(at -> assertThat(at).isBeforeOrEqualTo(Instant.ofEpochMilli(1)));
        assertThat(ticks()).last().isEqualTo(Instant.ofEpochSecond(2));
    }

    /** The sender is another one, and so may be its partition: there it is new. */
    @Test
    void takesAMessageOnceThatComesFromTwoSenders() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "order", null));
        // When
        processor.process(event(ADA, "order", null));
        // Then
        assertThat(taken).containsExactly("order");
    }

    @Test
    void takesAMessageOnceThatAFragmentCameWith() {
        // Given
        var processor = node.start(taking);
        processor.process(event(DEVICE, "order", null));
        processor.process(merge(DEVICE, ADA));
        node.deliver(processor);
        // When
        processor.process(event(ADA, "order", null));
        // Then
        assertThat(taken).containsExactly("order");
    }

    /** Two aliases that contradict each other, on two partitions: what each moves meets the mark of the other. */
    @Test
    void keepsEverythingWithTheSmallestIdWhereTwoMergesCross() {
        // Given
        var processor = node.start(taking);
        processor.process(event(ADA, "a1", null));
        processor.process(event("bob", "b1", null));
        // When
        processor.process(merge(ADA, "bob"));
        processor.process(merge("bob", ADA));
        node.deliver(processor);
        // Then
        assertThat(fragments(ADA)).containsExactlyInAnyOrder(ADA, "bob");
        assertThat(fragments("bob")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ADA, "bob", "eve"})
    void takesWhatComesLaterToACircleThere(String customerId) {
        // Given
        var processor = node.start(taking);
        processor.process(merge("bob", "eve"));
        processor.process(merge("eve", ADA));
        processor.process(merge(ADA, "bob"));
        // When
        processor.process(event(customerId, "late", null));
        node.deliver(processor);
        // Then
        assertThat(taken).containsExactly("late");
        assertThat(fragments(ADA)).containsExactly(customerId);
    }

    private List<Instant> ticks() {
        return node.forwarded().stream()
                .filter(Tick.class::isInstance)
                .map(tick -> ((Tick) tick).getAt())
                .toList();
    }

    private List<String> fragments(String customerId) {
        return node.customers().get(customerId).getFragments().stream()
                .map(Fragment::getFragmentId)
                .toList();
    }

    private static Record<String, SpecificRecord> merge(String fragmentId, String customerId) {
        return new Record<>(fragmentId, new Move(fragmentId, customerId, 1, 1L, 1L, false, null), 0);
    }

    private static Record<String, SpecificRecord> tick(int seconds) {
        return new Record<>("", new Tick(0, Instant.ofEpochSecond(seconds), 1), 0);
    }

    private static MovedFragment moved() {
        return MovedFragment.newBuilder()
                .setCause(ARRIVAL)
                .setBack(false)
                .setAwaited(true)
                .setChangedAt(1)
                .setFragment(new Fragment(DEVICE, List.of(), CustomerStates.firstSeen(1)))
                .setLast(true)
                .build();
    }

    private static Record<String, SpecificRecord> event(String customerId, String messageId, @Nullable Arrival awaits) {
        return new Record<>(
                customerId,
                ReadEvent.newBuilder()
                        .setMessageId(messageId)
                        .setType(EventType.TRACK)
                        .setName("Viewed")
                        .setUserId(customerId)
                        .setOccurredAt(1)
                        .setReceivedAt(1)
                        .setSourceId("web")
                        .setWhole(true)
                        .setFingerprint(ByteBuffer.allocate(Fingerprint.LENGTH))
                        .setAwaits(awaits)
                        .build(),
                0);
    }
}
