package dev.rapport.quickstart.report;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aCapturedEvent;
import static dev.rapport.testkit.record.Records.aConversion;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aRejectedEvent;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.testkit.record.Customers;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconciliationTest {
    private static final MetricTotals TOTALS = new MetricTotals(2, 1, 1, 0);
    private static final Set<String> ACCEPTED = Set.of("m1", "m2", "bad");

    @Test
    void findsNothingWhenEverythingIsAccountedFor() {
        // When
        var problems = Reconciliation.problems(complete(), traffic(ACCEPTED), TOTALS);
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void takesADeadLetterForAnAnswer() {
        // Given
        var ledger = complete();
        ledger.captured(aCapturedEvent().setMessageId("m9").build());
        ledger.deadLetter("rapport-enrichment.dlq.v1", "m9");
        // When
        var problems = Reconciliation.problems(ledger, traffic(ACCEPTED), TOTALS);
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void takesAConflictForAnAnswer() {
        // Given: m9 was seen before, so that this is enriched under an id of its own; m2 says something else that
        // breaks a
        // rule
        var ledger = complete();
        ledger.captured(aCapturedEvent().setMessageId("m9").build());
        ledger.enriched(anEnrichedEvent().setMessageId("m9#0123456789abcdef").build());
        ledger.captured(aCapturedEvent().setMessageId("m2").build());
        ledger.rejected(
                aRejectedEvent().setStage("enrichment").setMessageId("m2").build());
        // When
        var problems = Reconciliation.problems(ledger, traffic(ACCEPTED), new MetricTotals(3, 1, 1, 0));
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void takesAConflictOfAnotherEventForNoAnswer() {
        // Given
        var ledger = complete();
        ledger.captured(aCapturedEvent().setMessageId("m9").build());
        ledger.enriched(anEnrichedEvent().setMessageId("m8#0123456789abcdef").build());
        // When
        var problems = Reconciliation.problems(ledger, traffic(ACCEPTED), new MetricTotals(3, 1, 1, 0));
        // Then
        assertThat(problems)
                .extracting(Problem::rule)
                .containsExactly("captured event is neither enriched nor rejected nor a dead letter");
    }

    @Test
    void findsAnAcceptedEventThatWasLost() {
        // When
        var problems = Reconciliation.problems(complete(), traffic(Set.of("m1", "lost")), TOTALS);
        // Then
        assertThat(problems).extracting(Problem::rule).containsExactly("accepted event is not captured");
        assertThat(problems.get(0).some()).containsExactly("lost");
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                defect(
                        "captured event is neither enriched nor rejected nor a dead letter",
                        ledger -> ledger.captured(
                                aCapturedEvent().setMessageId("m3").build())),
                defect(
                        "event counts more than once",
                        ledger -> ledger.enriched(
                                anEnrichedEvent().setMessageId("m1").build())),
                defect(
                        "event is both enriched and rejected",
                        ledger -> ledger.rejected(aRejectedEvent()
                                .setStage("enrichment")
                                .setMessageId("m1")
                                .build())),
                defect(
                        "sent decision has no prompt",
                        ledger -> ledger.decided(aDecision()
                                .setDecisionId("d2")
                                .setPromptId("p2")
                                .build())),
                defect(
                        "decision is made more than once",
                        ledger -> ledger.decided(aDecision()
                                .setDecisionId("d1")
                                .setPromptId("p1")
                                .build())),
                defect("prompt has no reply", ledger -> {
                    ledger.decided(
                            aDecision().setDecisionId("d2").setPromptId("p2").build());
                    ledger.prompted(aPrompt().setPromptId("p2").build());
                }),
                defect(
                        "prompt is written more than once",
                        ledger -> ledger.prompted(aPrompt().setPromptId("p1").build())),
                defect(
                        "conversion is written again unchanged",
                        ledger -> ledger.converted(
                                aConversion().setConversionId("c1").build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void findsAPlantedDefect(String rule, Consumer<TopicLedger> plant) {
        // Given
        var ledger = complete();
        plant.accept(ledger);
        // When
        var problems = Reconciliation.problems(ledger, traffic(ACCEPTED), TOTALS);
        // Then
        assertThat(problems).extracting(Problem::rule).containsExactly(rule);
    }

    @Test
    void findsASecondReplyAndMetricsThatDisagree() {
        // Given
        var ledger = complete();
        ledger.replied(aReply().setPromptId("p1").build(), NOW);
        // When
        var problems = Reconciliation.problems(ledger, traffic(ACCEPTED), TOTALS);
        // Then
        assertThat(problems)
                .extracting(Problem::rule)
                .containsExactly("prompt has more than one reply", "replies in the metrics are 1, in the topics 2");
    }

    @Test
    void findsMetricsThatCountAnEventTwice() {
        // When
        var problems = Reconciliation.problems(complete(), traffic(ACCEPTED), new MetricTotals(3, 2, 1, 1));
        // Then
        assertThat(problems)
                .extracting(Problem::count, Problem::rule)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "events in the metrics are 3, in the topics 2"),
                        org.assertj.core.groups.Tuple.tuple(1L, "orders in the metrics are 2, in the topics 1"),
                        org.assertj.core.groups.Tuple.tuple(1L, "refusals in the metrics are 1, in the topics 0"));
    }

    /** Two events, one of them sent twice, one bad event, one decision to write and one to hold out. */
    private static TopicLedger complete() {
        var ledger = new TopicLedger();
        for (var id : new String[] {"m1", "m2", "m2", "bad"}) {
            ledger.captured(aCapturedEvent().setMessageId(id).build());
        }
        ledger.enriched(anEnrichedEvent().setMessageId("m1").build());
        ledger.enriched(anEnrichedEvent().setMessageId("m2").build());
        ledger.rejected(aRejectedEvent()
                .setStage("enrichment")
                .setReason(RejectionReason.INVALID_FIELD)
                .setMessageId("bad")
                .build());
        ledger.decided(aDecision().setDecisionId("d1").setPromptId("p1").build());
        ledger.decided(aDecision()
                .setDecisionId("d0")
                .setCustomerId(Customers.of("user-2"))
                .setReason(DecisionReason.HOLDOUT)
                .setPromptId(null)
                .build());
        ledger.prompted(aPrompt().setPromptId("p1").build());
        ledger.replied(aReply().setPromptId("p1").build(), NOW);
        ledger.converted(aConversion().setConversionId("c1").build());
        return ledger;
    }

    private static Traffic traffic(Set<String> accepted) {
        return new Traffic(accepted.size(), accepted.size(), accepted, 1);
    }

    private static Arguments defect(String rule, Consumer<TopicLedger> plant) {
        return Arguments.of(rule, plant);
    }
}
