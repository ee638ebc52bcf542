package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.Prompt;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class StartQueueTest {
    private final StartQueue queue = new StartQueue(20);

    @Test
    void startsAllThatFitTogether() {
        // Given
        var asked = IntStream.range(0, 25).mapToObj(offset -> add(offset, 0)).toList();
        // When
        var started = queue.take();
        // Then
        assertThat(started).isEqualTo(asked.subList(0, 20));
        started.subList(0, 2).forEach(queue::ended);
        assertThat(queue.take()).isEqualTo(asked.subList(20, 22));
    }

    @Test
    void startsSuspectsInSmallCompanyOnceTheOthersHaveEnded() {
        // Given
        var fresh = add(0, 0);
        queue.take();
        var suspects = IntStream.range(1, 11).mapToObj(offset -> add(offset, 1)).toList();
        add(11, 0);
        // When: the model is still busy with another
        assertThat(queue.take()).isEmpty();
        queue.ended(fresh);
        // Then
        assertThat(queue.take()).isEqualTo(suspects.subList(0, StartQueue.GROUP));
    }

    @Test
    void startsThoseThatWereStartedTwiceAloneAndAfterTheLessSuspicious() {
        // Given
        var worst = List.of(add(0, 2), add(1, 2));
        var suspect = add(2, 1);
        var fresh = add(3, 0);
        // When
        var first = takeAndEnd();
        var second = takeAndEnd();
        var third = takeAndEnd();
        var last = takeAndEnd();
        // Then
        assertThat(List.of(first, second, third, last))
                .containsExactly(List.of(suspect), worst.subList(0, 1), worst.subList(1, 2), List.of(fresh));
    }

    @Test
    void startsAnOrderedPromptWhenEveryEarlierOneOfItsCustomerHasEnded() {
        // Given
        var first = add(0, 0, prompt(false));
        var second = add(1, 0, prompt(true));
        var third = add(2, 0, prompt(true));
        var overtaking = add(3, 0, prompt(false));
        // When
        var together = takeAndEnd();
        // Then
        assertThat(together).containsExactly(first, overtaking);
        assertThat(queue.take()).containsExactly(second);
        assertThat(queue.take()).isEmpty();
        queue.ended(second);
        assertThat(queue.take()).containsExactly(third);
    }

    @Test
    void startsAnOrderedSuspectBeforeThePromptThatWaitsForIt() {
        // Given
        var suspect = add(0, 2, prompt(true));
        var next = add(1, 1, prompt(true));
        // When
        var first = takeAndEnd();
        // Then
        assertThat(first).containsExactly(suspect);
        assertThat(takeAndEnd()).containsExactly(next);
    }

    @Test
    void forgetsWhatIsRemoved() {
        // Given
        add(0, 2);
        queue.take();
        var other = add(1, 0);
        // When
        queue.remove(asked -> asked.starts() == 2);
        // Then
        assertThat(queue.suspects()).isZero();
        assertThat(queue.take()).containsExactly(other);
    }

    private List<Asked> takeAndEnd() {
        var started = queue.take();
        started.forEach(queue::ended);
        return started;
    }

    private static Prompt prompt(boolean ordered) {
        return aPrompt().setOrdered(ordered).build();
    }

    private Asked add(long offset, int starts) {
        return add(offset, starts, aPrompt().setCustomerId("customer-" + offset).build());
    }

    private Asked add(long offset, int starts, Prompt prompt) {
        var record = new ConsumerRecord<>("prompts", 0, offset, new byte[0], new byte[0]);
        var asked = new Asked(new Ticket(0, 1, offset), record, prompt, starts);
        queue.add(asked);
        return asked;
    }
}
