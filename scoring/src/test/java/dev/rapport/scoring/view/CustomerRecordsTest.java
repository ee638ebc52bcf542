package dev.rapport.scoring.view;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EXPOSURES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CustomerRecordsTest {
    private final TestingView view = new TestingView(event -> {});

    @AfterEach
    void close() {
        view.close();
    }

    @Test
    void keepsTheNewestOfACustomerInWhateverOrderTheyCome() {
        // Given 30 decisions, every other one first
        IntStream.range(0, 30).filter(i -> i % 2 == 1).forEach(this::pipeDecision);
        IntStream.range(0, 30).filter(i -> i % 2 == 0).forEach(this::pipeDecision);
        // When
        var newest = view.view().decisions().newestOf(List.of(CUSTOMER));
        // Then
        assertThat(newest)
                .extracting(Decision::getDecisionId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "d" + (29 - i)).toList());
    }

    @Test
    void changesNothingWhenARecordComesAgain() {
        // Given
        pipeDecision(1);
        // When
        pipeDecision(1);
        // Then
        assertThat(view.view().decisions().newestOf(List.of(CUSTOMER))).hasSize(1);
    }

    @Test
    void keepsCustomersApartWhoseIdsBeginAlike() {
        // Given
        view.pipe(DECISIONS, "a", aDecision().setDecisionId("of a").build());
        view.pipe(DECISIONS, "a|8", aDecision().setDecisionId("of the other").build());
        // When
        var ofA = view.view().decisions().newestOf(List.of("a"));
        // Then
        assertThat(ofA).extracting(Decision::getDecisionId).containsExactly("of a");
    }

    @Test
    void keepsTheEarliestExposureToAnExperiment() {
        // Given
        view.pipe(EXPOSURES, CUSTOMER, exposure("second", 60));
        view.pipe(EXPOSURES, CUSTOMER, exposure("first", 0));
        // When
        view.pipe(EXPOSURES, CUSTOMER, exposure("third", 120));
        // Then
        assertThat(view.view().exposures().newestOf(List.of(CUSTOMER)))
                .extracting(ExperimentExposure::getArm)
                .containsExactly("first");
    }

    @Test
    void forgetsRepliesThatAreNotAmongTheNewestOfTheirCustomer() {
        // Given
        IntStream.range(0, 101)
                .forEach(i -> view.pipe(
                        REPLIES,
                        CUSTOMER,
                        aReply().setPromptId("p" + i)
                                .setTriggeredAt(NOW.plusSeconds(i))
                                .build()));
        // When
        var newest = view.view().replies().newestOf(List.of(CUSTOMER), 1);
        // Then
        assertThat(newest).extracting(Reply::getPromptId).containsExactly("p100");
        assertThat(view.view().replies().find("p0")).isEmpty();
        assertThat(view.view().replies().find("p1")).isPresent();
    }

    private void pipeDecision(int i) {
        view.pipe(
                DECISIONS,
                CUSTOMER,
                aDecision()
                        .setDecisionId("d" + i)
                        .setDecidedAt(NOW.plusSeconds(i))
                        .build());
    }

    private static ExperimentExposure exposure(String arm, int seconds) {
        return new ExperimentExposure("spring", false, arm, "email", NOW.plusSeconds(seconds), "cause-" + arm);
    }
}
