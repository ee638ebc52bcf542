package dev.rapport.inference.stream;

import static dev.rapport.inference.stream.TestingStream.PATIENCE;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.ledger.UnreadableOffsetException;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Replies that finish in another order than their prompts came. */
@RealKafka
final class OutOfOrderIT extends StreamFixture {
    private static final String SLOW = "slow";

    private final HeldPrompts slow = new HeldPrompts(SLOW::equals);

    @Test
    void publishesWhatIsFinishedAndLeavesTheRestToTheNextWorker() {
        // Given: one customer, so one partition, whose first prompt is not finished for a long time
        writeSlowOne();
        writeOfOneCustomer(1, 30);
        try (var first = start(slow.generator(), "one")) {
            await().atMost(PATIENCE).until(() -> prompts.replies().size() == 29);
            assertThat(first.health().ready()).isTrue();
        }
        assertThat(slow.held()).as("given up").allMatch(CompletableFuture::isCancelled);
        // When
        try (var second = start(new FakeTextGenerator(), "two")) {
            // Then
            stream.awaitReplies(30);
            await().atMost(PATIENCE).until(() -> stream.count("rapport.inference.prompts.skipped") == 29);
            assertThat(second.health().ready()).isTrue();
        }
        assertThat(stream.count("rapport.inference.replies.dropped")).isEqualTo(1);
    }

    @Test
    void handsAPartitionOverWithinTheDrain() {
        // Given: a slow prompt in every partition, so that whichever goes has one
        for (var customer = 0; customer < 40; customer++) {
            prompts.write(List.of(aPrompt()
                    .setPromptId("slow" + customer)
                    .setCustomerId("customer-" + customer)
                    .setText(SLOW)
                    .build()));
        }
        try (var first = start(slow.generator(), "one")) {
            await().atMost(PATIENCE).until(() -> slow.held().size() == 40);
            // When
            try (var second = start(new FakeTextGenerator(), "two")) {
                // Then
                await().atMost(PATIENCE).until(() -> !prompts.replies().isEmpty());
                assertThat(first.health().ready()).isTrue();
                assertThat(second.health().ready()).isTrue();
            }
        }
        assertThat(prompts.replies()).extracting(Reply::getPromptId).doesNotHaveDuplicates();
    }

    @Test
    void stopsWithOneErrorWhenItCannotReadWhatIsCommitted() throws Exception {
        // Given
        prompts.write(0, 20);
        try (var admin = Admin.create(stream.connection().admin("testing"))) {
            var partition = new TopicPartition(Topics.PROMPTS.name(), 0);
            admin.alterConsumerGroupOffsets(
                            PromptStream.GROUP, Map.of(partition, new OffsetAndMetadata(0, "9.of another version")))
                    .all()
                    .get();
        }
        // When
        try (var worker = start(new FakeTextGenerator(), "one")) {
            await().atMost(PATIENCE).until(stream.failure()::isDone);
            assertThat(worker.health().live()).isFalse();
        }
        // Then
        assertThat(stream.failure().join())
                .isInstanceOf(UnreadableOffsetException.class)
                .hasMessageStartingWith("partition 0: offset metadata \"9.of another\" of 20 characters");
    }

    private void writeSlowOne() {
        prompts.write(List.of(aPrompt()
                .setPromptId("p0")
                .setCustomerId("customer")
                .setText(SLOW)
                .build()));
    }

    private void writeOfOneCustomer(int from, int to) {
        prompts.write(IntStream.range(from, to)
                .mapToObj(n -> aPrompt()
                        .setPromptId("p" + n)
                        .setCustomerId("customer")
                        .setText("prompt " + n)
                        .build())
                .toList());
    }

    private PromptStream start(TextGenerator writer, String slot) {
        return stream.start(TestingStream.config(slot), writer);
    }
}
