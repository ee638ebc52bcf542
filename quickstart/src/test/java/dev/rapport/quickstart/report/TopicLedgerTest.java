package dev.rapport.quickstart.report;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aCapturedEvent;
import static dev.rapport.testkit.record.Records.aConversion;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A demo that runs for days. */
class TopicLedgerTest {
    private static final int MOST = 10;
    private static final int MANY = 1000;

    private final TopicLedger ledger = new TopicLedger(MOST);

    @Test
    void remembersAHandfulAndCountsEverything() {
        // When
        for (var number = 0; number < MANY; number++) {
            happens(number);
            ledger.forgetSettled();
        }
        // Then
        assertThat(ledger.captured().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.enriched().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.decisions().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.sentDecisions().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.prompts().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.replies().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.conversions().size()).isLessThanOrEqualTo(MOST);
        assertThat(problems(MANY)).isEmpty();
    }

    @Test
    void remembersAHandfulOfConflicts() {
        // When
        for (var number = 0; number < MANY; number++) {
            happens(number);
            ledger.captured(aCapturedEvent().setMessageId("m" + number).build());
            ledger.enriched(anEnrichedEvent()
                    .setMessageId("m" + number + "#0123456789abcdef")
                    .build());
            ledger.forgetSettled();
        }
        // Then
        assertThat(ledger.captured().size()).isLessThanOrEqualTo(MOST);
        assertThat(ledger.enriched().size()).isLessThanOrEqualTo(2 * MOST);
        assertThat(ledger.enriched().distinct()).isEqualTo(2 * MANY);
        assertThat(ledger.duplicateCount()).isZero();
    }

    @Test
    void forgetsNothingThatIsOpenOrWrong() {
        // Given
        ledger.captured(aCapturedEvent().setMessageId("lost").build());
        ledger.prompted(aPrompt().setPromptId("unanswered").build());
        ledger.converted(aConversion().setConversionId("twice").build());
        ledger.converted(aConversion().setConversionId("twice").build());
        // When
        for (var number = 0; number < MANY; number++) {
            happens(number);
            ledger.forgetSettled();
        }
        // Then
        assertThat(problems(MANY))
                .extracting(Problem::rule)
                .containsExactly(
                        "captured event is neither enriched nor rejected nor a dead letter",
                        "prompt has no decision",
                        "prompt has no reply",
                        "conversion is written again unchanged",
                        "orders in the metrics are 1000, in the topics 1001");
    }

    private Iterable<Problem> problems(int metrics) {
        return Reconciliation.problems(
                ledger, new Traffic(0, 0, Set.of(), 1), new MetricTotals(metrics, metrics, metrics, 0));
    }

    private void happens(int number) {
        ledger.captured(aCapturedEvent().setMessageId("m" + number).build());
        ledger.enriched(anEnrichedEvent().setMessageId("m" + number).build());
        ledger.decided(aDecision()
                .setDecisionId("d" + number)
                .setPromptId("p" + number)
                .build());
        ledger.prompted(aPrompt().setPromptId("p" + number).build());
        ledger.replied(aReply().setPromptId("p" + number).build(), NOW);
        ledger.converted(aConversion().setConversionId("c" + number).build());
    }
}
