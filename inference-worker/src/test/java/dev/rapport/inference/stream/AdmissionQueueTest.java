package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Prompt;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class AdmissionQueueTest {
    private final AdmissionQueue queue = new AdmissionQueue(20);

    @Test
    void admitsAllThatFitTogether() {
        // Given
        var tasks = IntStream.range(0, 25).mapToObj(offset -> add(offset, 0)).toList();
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).isEqualTo(tasks.subList(0, 20));
    }

    @Test
    void admitsAsManyAsAreCompleted() {
        // Given
        var tasks = IntStream.range(0, 25).mapToObj(offset -> add(offset, 0)).toList();
        queue.admit().subList(0, 2).forEach(queue::complete);
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).isEqualTo(tasks.subList(20, 22));
    }

    @Test
    void admitsNoSuspectWhileAnotherPromptIsInProgress() {
        // Given
        add(0, 0);
        queue.admit();
        add(1, 1);
        add(2, 0);
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).isEmpty();
    }

    @Test
    void admitsSuspectsInSmallGroupsAndBeforeOthers() {
        // Given
        add(0, 0);
        var suspects = IntStream.range(1, 11).mapToObj(offset -> add(offset, 1)).toList();
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).isEqualTo(suspects.subList(0, AdmissionQueue.SUSPECT_GROUP));
    }

    @Test
    void isolatesTasksWithTwoAttemptsAndTakesThoseWithFewerFirst() {
        // Given
        var worst = List.of(add(0, 2), add(1, 2));
        var suspect = add(2, 1);
        var fresh = add(3, 0);
        // When
        var rounds = rounds(4);
        // Then
        assertThat(rounds).containsExactly(List.of(suspect), worst.subList(0, 1), worst.subList(1, 2), List.of(fresh));
    }

    @Test
    void admitsAnOrderedPromptWhenEveryEarlierOneOfItsCustomerIsCompleted() {
        // Given
        var first = add(0, 0, prompt(false));
        var second = add(1, 0, prompt(true));
        var third = add(2, 0, prompt(true));
        var overtaking = add(3, 0, prompt(false));
        // When
        var rounds = rounds(3);
        // Then
        assertThat(rounds).containsExactly(List.of(first, overtaking), List.of(second), List.of(third));
    }

    @Test
    void holdsAnOrderedPromptWhileAnEarlierOneOfItsCustomerIsInProgress() {
        // Given
        add(0, 0, prompt(true));
        queue.admit();
        add(1, 0, prompt(true));
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).isEmpty();
    }

    @Test
    void admitsAnOrderedSuspectBeforeThePromptThatWaitsForIt() {
        // Given
        var suspect = add(0, 2, prompt(true));
        var next = add(1, 1, prompt(true));
        // When
        var rounds = rounds(2);
        // Then
        assertThat(rounds).containsExactly(List.of(suspect), List.of(next));
    }

    @Test
    void freesThePlaceOfWhatIsRemoved() {
        // Given
        add(0, 2);
        queue.admit();
        var other = add(1, 0);
        queue.remove(task -> task.attempts() == 2);
        // When
        var admitted = queue.admit();
        // Then
        assertThat(admitted).containsExactly(other);
        assertThat(queue.suspects()).isZero();
    }

    /** What is admitted in each round when every round is completed before the next. */
    private List<List<PromptTask>> rounds(int count) {
        return IntStream.range(0, count)
                .mapToObj(round -> {
                    var admitted = queue.admit();
                    admitted.forEach(queue::complete);
                    return admitted;
                })
                .toList();
    }

    private static Prompt prompt(boolean ordered) {
        return aPrompt().setOrdered(ordered).build();
    }

    private PromptTask add(long offset, int attempts) {
        return add(
                offset, attempts, aPrompt().setCustomerId("customer-" + offset).build());
    }

    private PromptTask add(long offset, int attempts, Prompt prompt) {
        var record = new ConsumerRecord<>("prompts", 0, offset, new byte[0], new byte[0]);
        var task = new PromptTask(new Ticket(0, 1, offset), record, prompt, attempts);
        queue.add(task);
        return task;
    }
}
