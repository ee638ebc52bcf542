package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.FakeTextGenerator;
import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.TextGenerator;
import dev.rapport.inference.ledger.UnreadableOffsetException;
import dev.rapport.inference.model.ModelAwayException;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that finish in another order than their prompts came. */
@RealKafka
final class OutOfOrderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DEAD_LETTERS = Topics.deadLetters(PromptStream.GROUP);
    private static final String SLOW = "slow";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private TestingKafka kafka;
    private TestingPrompts prompts;

    @BeforeEach
    void openTopics(TestingKafka kafka) {
        this.kafka = kafka;
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        kafka.freshTopic(DEAD_LETTERS, 1);
        prompts = new TestingPrompts(connection());
    }

    @AfterEach
    void closePrompts() {
        prompts.close();
    }

    @Test
    void publishesWhatIsFinishedAndLeavesTheRestToTheNextWorker() {
        // Given: one customer, so one partition, whose first prompt is not finished for a long time
        writeSlowOne();
        writeOfOneCustomer(1, 30);
        var held = new HeldTextGenerator();
        try (var first = start(held, "one")) {
            await().atMost(PATIENCE).until(() -> prompts.replies().size() == 29);
            assertThat(first.health().ready()).isTrue();
        }
        assertThat(held.slow).as("given up").allMatch(CompletableFuture::isCancelled);
        // When
        try (var second = start(new FakeTextGenerator(), "two")) {
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() >= 30);
            await().atMost(PATIENCE).until(() -> count("rapport.inference.prompts.skipped") == 29);
            assertThat(second.health().ready()).isTrue();
        }
        assertThat(prompts.replies())
                .extracting(Reply::getPromptId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 30).mapToObj(n -> "p" + n).toList());
        assertThat(count("rapport.inference.replies.dropped")).isEqualTo(1);
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
        var held = new HeldTextGenerator();
        try (var first = start(held, "one")) {
            await().atMost(PATIENCE).until(() -> held.slow.size() == 40);
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
    void condemnsNothingWhileTheModelCannotAnswerAnything() {
        // Given
        prompts.write(0, 20);
        for (var life = 0; life < 5; life++) {
            var died = new CompletableFuture<Throwable>();
            try (var worker = start(new BrokenTextGenerator(), "one", died)) {
                await().atMost(PATIENCE).until(died::isDone);
                assertThat(worker.health().live()).isFalse();
            }
        }
        // When
        try (var worker = start(new FakeTextGenerator(), "one")) {
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() >= 20);
            assertThat(worker.health().live()).isTrue();
        }
        assertThat(prompts.replies())
                .extracting(Reply::getPromptId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(n -> "p" + n).toList());
        assertThat(prompts.read(DEAD_LETTERS)).isEmpty();
    }

    @Test
    void condemnsNothingWhileAModelElsewhereAnswersOnlyTheProof() {
        // Given
        prompts.write(0, 20);
        for (var life = 0; life < 5; life++) {
            var died = new CompletableFuture<Throwable>();
            try (var worker = start(new LimitedTextGenerator(), "one", died)) {
                await().atMost(PATIENCE).until(died::isDone);
                assertThat(worker.health().live()).isFalse();
            }
        }
        // When
        try (var worker = start(new FakeTextGenerator(), "one")) {
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() >= 20);
            assertThat(worker.health().live()).isTrue();
        }
        assertThat(prompts.replies())
                .extracting(Reply::getPromptId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(n -> "p" + n).toList());
        assertThat(prompts.read(DEAD_LETTERS)).isEmpty();
    }

    @Test
    void stopsWithOneErrorWhenItCannotReadWhatIsCommitted() throws Exception {
        // Given
        prompts.write(0, 20);
        try (var admin = Admin.create(connection().admin("testing"))) {
            var partition = new TopicPartition(Topics.PROMPTS.name(), 0);
            admin.alterConsumerGroupOffsets(
                            PromptStream.GROUP, Map.of(partition, new OffsetAndMetadata(0, "9.of another version")))
                    .all()
                    .get();
        }
        // When
        try (var worker = start(new FakeTextGenerator(), "one")) {
            await().atMost(PATIENCE).until(failure::isDone);
            assertThat(worker.health().live()).isFalse();
        }
        // Then
        assertThat(failure.join())
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
        return start(writer, slot, failure);
    }

    private PromptStream start(TextGenerator writer, String slot, CompletableFuture<Throwable> died) {
        var config = new StreamConfig(
                slot, 64, ByteSize.ofMiB(8), Duration.ofMillis(20), Duration.ofMillis(500), "consumer");
        var composer = new ReplyComposer(writer, ReplyConfig.DEFAULT, InstantSource.system());
        var worker = PromptStream.of(config, composer, PublishGate.OPEN, connection(), prompts.serdes(), meters);
        worker.start(died::complete);
        return worker;
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    private KafkaConnection connection() {
        return KafkaConnection.to(kafka.bootstrapServers());
    }

    /** Answers at once, but never the slow ones. */
    private static final class HeldTextGenerator implements TextGenerator {
        private final FakeTextGenerator fake = new FakeTextGenerator();
        private final ConcurrentLinkedQueue<CompletableFuture<GenerationResult>> slow = new ConcurrentLinkedQueue<>();

        @Override
        public ModelInfo info() {
            return fake.info();
        }

        @Override
        public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
            if (!request.prompt().equals(SLOW)) {
                return fake.submit(request);
            }
            var never = new CompletableFuture<GenerationResult>();
            slow.add(never);
            return never;
        }

        @Override
        public void close() {}
    }

    /** An endpoint that is away. */
    private static final class BrokenTextGenerator implements TextGenerator {
        @Override
        public ModelInfo info() {
            return FakeTextGenerator.INFO;
        }

        @Override
        public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
            return CompletableFuture.failedFuture(new ModelException("nobody answers"));
        }

        @Override
        public void close() {}
    }

    /** A server that takes a short question, but is over its limit for prompts. */
    private static final class LimitedTextGenerator implements TextGenerator {
        private final FakeTextGenerator fake = new FakeTextGenerator();

        @Override
        public ModelInfo info() {
            return fake.info();
        }

        @Override
        public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
            return request.prompt().equals("Hello")
                    ? fake.submit(request)
                    : CompletableFuture.failedFuture(new ModelAwayException("429 Too Many Requests"));
        }

        @Override
        public void close() {}
    }
}
