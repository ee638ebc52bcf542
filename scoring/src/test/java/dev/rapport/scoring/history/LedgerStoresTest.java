package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A record reads and writes the ledgers that it is about, and no other. */
final class LedgerStoresTest {
    private final TestingHistories histories = new TestingHistories(ScoringRules.defaults());

    @Test
    void readsTheSessionOnlyForAnEventThatIsAboutNothingElse() {
        // Given
        histories.record(CUSTOMER, anEnrichedEvent().build());
        // When
        histories.record(
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("message-2")
                        .setOccurredAt(NOW.plusSeconds(1))
                        .build());
        // Then
        assertThat(histories.sessions.reads).isEqualTo(2);
        assertThat(histories.all()).extracting(store -> store.reads).containsExactly(2, 0, 0, 0, 0);
        assertThat(histories.all()).extracting(store -> store.writes).containsExactly(1, 0, 0, 0, 0);
    }

    @Test
    void writesTheGoalsOnlyForAnOrderInAKnownSession() {
        // Given
        histories.record(CUSTOMER, anEnrichedEvent().build());
        // When
        histories.record(
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("message-2")
                        .setName("Order Completed")
                        .build());
        // Then
        assertThat(histories.goals.writes).isEqualTo(1);
        assertThat(histories.exposures.writes).isZero();
        assertThat(histories.touchpoints.writes).isZero();
        assertThat(histories.sessions.writes).isEqualTo(1);
    }

    @Test
    void leavesAnExposureAloneThatIsNotTheFirst() {
        // Given
        histories.record(CUSTOMER, aDecision().build());
        // When
        histories.record(
                CUSTOMER,
                aDecision()
                        .setDecisionId("later")
                        .setDecidedAt(NOW.plusSeconds(60))
                        .build());
        // Then
        assertThat(histories.exposures.writes).isEqualTo(1);
    }
}
