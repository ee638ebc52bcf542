package dev.rapport.inference.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffsetLedgerTest {
    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void commitsTheLowestUnfinishedOffsetAndWhatIsFinishedAboveIt() {
        // Given
        ledger.open(0, new Position(10, ""));
        var slow = deliver(10);
        var quick = deliver(11);
        deliver(12);
        // When
        ledger.countAttempt(slow);
        ledger.finish(quick);
        // Then
        var position = ledger.changes().values().iterator().next();
        var next = new OffsetLedger();
        next.open(0, position);
        assertThat(position.offset()).isEqualTo(10);
        assertThat(next.deliver(0, 10))
                .hasValueSatisfying(ticket -> assertThat(next.attempts(ticket)).isEqualTo(1));
        assertThat(next.deliver(0, 11)).as("finished").isEmpty();
        assertThat(next.deliver(0, 12))
                .hasValueSatisfying(ticket -> assertThat(next.attempts(ticket)).isZero());
    }

    @Test
    void commitsAPartitionWhoseOffsetDoesNotMove() {
        // Given
        ledger.open(0, new Position(10, ""));
        deliver(10);
        // When
        ledger.finish(deliver(11));
        // Then
        assertThat(ledger.changes())
                .hasEntrySatisfying(0, position -> assertThat(position.offset()).isEqualTo(10));
    }

    @Test
    void commitsWithoutMetadataWhatIsFinishedInOrder() {
        // Given
        ledger.open(0, new Position(10, ""));
        // When
        ledger.finish(deliver(10));
        // Then
        assertThat(ledger.changes()).containsEntry(0, new Position(11, ""));
    }

    @Test
    void refusesOutcomesOfAnEarlierAssignment() {
        // Given
        ledger.open(0, new Position(10, ""));
        var ticket = deliver(10);
        ledger.drop(0);
        // When
        ledger.open(0, new Position(10, ""));
        deliver(10);
        // Then
        assertThat(ledger.finish(ticket)).isFalse();
        assertThat(ledger.changes()).isEmpty();
    }

    @Test
    void takesAnAttemptBackThatDidNoHarm() {
        // Given
        ledger.open(0, new Position(10, ""));
        var ticket = deliver(10);
        ledger.countAttempt(ticket);
        // When
        ledger.takeBackAttempt(ticket);
        // Then
        assertThat(ledger.changes()).containsEntry(0, new Position(10, ""));
    }

    @Test
    void parksAPartitionWhoseHeadIsSlowAndStaysWithinKafkasLimit() {
        // Given
        ledger.open(0, new Position(10, ""));
        var head = deliver(10);
        var others = new ArrayList<Ticket>();
        // When
        for (var offset = 11L; ledger.accepts(0, offset); offset++) {
            others.add(deliver(offset));
        }
        // Then: the worst to write down, everything started often or finished
        assertThat(others).hasSize(7_999);
        others.forEach(ticket -> {
            if (ticket.offset() % 2 == 0) {
                ledger.finish(ticket);
            } else {
                ledger.countAttempt(ticket);
                ledger.countAttempt(ticket);
                ledger.countAttempt(ticket);
            }
        });
        assertThat(ledger.changes()).hasEntrySatisfying(0, position -> assertThat(position.metadata())
                .hasSizeBetween(4_000, 4_096));
        // When
        ledger.finish(head);
        // Then
        assertThat(ledger.accepts(0, 8_010)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.AAAA", "1.!", "1.AP8B", "state of another program"})
    void refusesMetadataThatItCannotRead(String metadata) {
        assertThatExceptionOfType(UnreadableOffsetException.class)
                .isThrownBy(() -> ledger.open(0, new Position(10, metadata)))
                .withMessageContaining("offset metadata")
                .withMessageNotContaining("\n");
    }

    @Test
    void refusesRecordsThatCommittedOffsetsSayAreDone() {
        // Given
        ledger.open(0, new Position(10, ""));
        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.deliver(0, 3))
                .withMessageContaining("if the topic was made anew, reset the group's offsets");
    }

    @Test
    void doesNotOpenAPartitionThatItCannotRead() {
        // When
        assertThatExceptionOfType(UnreadableOffsetException.class)
                .isThrownBy(() -> ledger.open(0, new Position(10, "2.")));
        // Then
        assertThat(ledger.partitions()).isEmpty();
    }

    private Ticket deliver(long offset) {
        return ledger.deliver(0, offset).orElseThrow();
    }
}
