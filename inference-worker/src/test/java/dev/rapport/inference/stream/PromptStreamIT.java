package dev.rapport.inference.stream;

import static dev.rapport.inference.stream.TestingStream.DEAD_LETTERS;
import static dev.rapport.inference.stream.TestingStream.PATIENCE;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aSampling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.stream.CrashingWorker.Point;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RealKafka
@Slow
final class PromptStreamIT extends StreamFixture {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "classic"})
    void answersEveryPromptOnce(String protocol) {
        // Given
        start(new StreamConfig("one", 16, ByteSize.ofMiB(8), Duration.ofMillis(20), Duration.ofSeconds(5), protocol));
        // When
        prompts.write(0, 100);
        // Then
        stream.awaitReplies(100);
        assertThat(prompts.replies()).allSatisfy(reply -> assertThat(reply.getText())
                .isEqualTo("Re: prompt " + reply.getPromptId().substring(1)));
        assertThat(stream.meters()
                        .get("rapport.inference.replies")
                        .tag("outcome", "generated")
                        .counter()
                        .count())
                .isEqualTo(100);
        assertThat(stream.meters()
                        .get("rapport.inference.tokens")
                        .tag("kind", "generated")
                        .counter()
                        .count())
                .isEqualTo(200);
    }

    /** As in a freeze: the coordinator ends its transaction, and another epoch of the producer is the valid one. */
    @Test
    void goesOnAfterKafkaTookItForDead() {
        // Given
        var commits = new AtomicInteger();
        stream.start(
                CrashingWorker.config("one"),
                new FakeTextGenerator(),
                stream.failure(),
                producer -> frozen(producer, () -> commits.incrementAndGet() == 3));
        // When
        prompts.write(0, 20);
        // Then
        stream.awaitReplies(20);
        assertThat(stream.failure()).isNotDone();
        assertThat(stream.count("rapport.inference.stream.restarts")).isEqualTo(1);
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> frozen(Producer<byte[], byte[]> producer, BooleanSupplier now) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                PromptStreamIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitTransaction") && now.getAsBoolean()) {
                        fence("one");
                        await().pollDelay(RestartPolicy.STANDSTILL.plusSeconds(1))
                                .until(() -> true);
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void fence(String slot) {
        var settings = stream.connection().producer("fencing");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, PromptStream.GROUP + "-" + slot);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }

    @Test
    void putsBytesThatAreNoPromptAsideAndGoesOn() {
        // Given
        var garbage = "{\"not\": \"avro\"}".getBytes(StandardCharsets.UTF_8);
        prompts.write(0, 1);
        prompts.writeBytes("customer-0", garbage);
        prompts.writeBytes("customer-0", null);
        prompts.write(1, 2);
        // When
        start(CrashingWorker.config("one"));
        // Then
        stream.awaitReplies(2);
        await().atMost(PATIENCE).until(() -> prompts.read(DEAD_LETTERS).size() == 2);
        assertThat(prompts.read(DEAD_LETTERS)).first().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("customer-0");
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(letter.headers().lastHeader("__streams.errors.topic").value())
                    .asString()
                    .isEqualTo(Topics.PROMPTS.name());
        });
        await().atMost(PATIENCE)
                .until(() -> stream.meters().find("rapport.dead.letters").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum()
                        == 2);
    }

    @Test
    void goesOnAfterPromptsWhoseRepliesAreTooLargeForKafka() {
        // Given a prompt just within the limit, whose reply goes over it: it repeats both texts and adds provenance
        prompts.write(List.of(aPrompt()
                .setPromptId("p0")
                .setText("x".repeat(499_850))
                .setFallbackText("y".repeat(499_850))
                .build()));
        prompts.writeBytes("customer-0", new byte[1_040_000]);
        prompts.write(1, 3);
        // When
        start(CrashingWorker.config("one"));
        // Then
        stream.awaitReplies(3);
        assertThat(prompts.replies())
                .filteredOn(reply -> reply.getPromptId().equals("p0"))
                .extracting(Reply::getRefusal)
                .containsExactly("reply-too-large");
        await().atMost(PATIENCE).until(() -> prompts.read(DEAD_LETTERS).size() == 1);
    }

    @Test
    void answersPromptsThatCannotBeWrittenFor() {
        // Given
        prompts.write(List.of(
                aPrompt()
                        .setPromptId("fallback")
                        .setText(FakeTextGenerator.TOO_LONG)
                        .build(),
                aPrompt()
                        .setPromptId("refused")
                        .setText(FakeTextGenerator.TOO_LONG)
                        .setFallbackText("")
                        .build(),
                aPrompt()
                        .setPromptId("wrong")
                        .setSampling(aSampling().setCandidates(0).build())
                        .build()));
        // When
        start(CrashingWorker.config("one"));
        // Then
        await().atMost(PATIENCE).until(() -> prompts.replies().size() == 3);
        assertThat(prompts.replies())
                .extracting(Reply::getPromptId, Reply::getOutcome)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("fallback", ReplyOutcome.FALLBACK),
                        org.assertj.core.groups.Tuple.tuple("refused", ReplyOutcome.REFUSED),
                        org.assertj.core.groups.Tuple.tuple("wrong", ReplyOutcome.FALLBACK));
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void answersEveryPromptOnceWhenTheProcessIsKilled(Point point) throws IOException, InterruptedException {
        // Given: a process that dies in its third transaction
        prompts.write(0, 60);
        var process = CrashingWorker.start(kafka.bootstrapServers(), "one", 3, point, folder.resolve("log"));
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(CrashingWorker.CRASHED);
        } finally {
            process.destroyForcibly();
        }
        // When: its slot comes back
        start(CrashingWorker.config("one"));
        // Then
        stream.awaitReplies(60);
    }

    @Test
    void sharesPromptsBetweenWorkersAndTakesOverFromOneThatDies() throws IOException, InterruptedException {
        // Given
        start(CrashingWorker.config("one"));
        prompts.write(0, 40);
        var other =
                CrashingWorker.start(kafka.bootstrapServers(), "two", 3, Point.BEFORE_COMMIT, folder.resolve("log"));
        try {
            // When: prompts come until the other, too, has had its share, and dies of it
            var written = 40;
            while (other.isAlive() && written < 4_000) {
                prompts.write(written, written + 20);
                written += 20;
                other.waitFor(100, TimeUnit.MILLISECONDS);
            }
            assertThat(other.isAlive()).isFalse();
            // Then
            stream.awaitReplies(written);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void handsOverWithoutLossOrRepetitionWhenWorkersComeAndGo() {
        // When
        prompts.write(0, 40);
        var first = start(CrashingWorker.config("one"));
        stream.awaitReplies(40);
        prompts.write(40, 120);
        start(CrashingWorker.config("two"));
        prompts.write(120, 200);
        first.close();
        prompts.write(200, 240);
        // Then
        stream.awaitReplies(240);
    }

    @Test
    void stopsAndSaysSoWhenTheModelFailsAndPublishesNothing() {
        // Given
        var failure = new CompletableFuture<Throwable>();
        prompts.write(
                List.of(aPrompt().setText(FakeTextGenerator.BREAKS_THE_MODEL).build()));
        // When
        var worker = stream.start(CrashingWorker.config("one"), new FakeTextGenerator(), failure);
        // Then
        await().atMost(PATIENCE).until(failure::isDone);
        assertThat(failure.join()).hasMessage("the model failed");
        assertThat(worker.health().live()).isFalse();
        assertThat(prompts.replies()).isEmpty();
    }

    @Test
    void stopsWhenAnotherProcessTakesItsSlot() {
        // Given
        var failure = new CompletableFuture<Throwable>();
        var worker = stream.start(CrashingWorker.config("one"), new FakeTextGenerator(), failure);
        await().atMost(PATIENCE).until(() -> worker.health().ready());
        // When
        var other = start(CrashingWorker.config("one"));
        await().atMost(PATIENCE).until(() -> other.health().ready());
        prompts.write(0, 100);
        // Then
        await().atMost(PATIENCE).until(failure::isDone);
        stream.awaitReplies(100);
    }

    private PromptStream start(StreamConfig config) {
        return stream.start(config, new FakeTextGenerator());
    }
}
