package dev.rapport.inference.stream;

import static dev.rapport.inference.stream.TestingStream.DEAD_LETTERS;
import static dev.rapport.inference.stream.TestingStream.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.slow.Slow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that fail whatever they are asked, and models elsewhere that are away: no prompt is to blame. */
@RealKafka
@Slow
final class ModelTroubleIT {
    private static final int LIVES = 5;

    private TestingStream stream;
    private TestingPrompts prompts;

    @BeforeEach
    void openTopics(TestingKafka kafka) {
        stream = new TestingStream(kafka);
        prompts = stream.prompts();
    }

    @AfterEach
    void closeStream() {
        stream.close();
    }

    @Test
    void waitsForAModelThatIsAway() {
        // Given
        var model = new TroubledTextGenerator(prompt -> true, new ModelUnavailableException("nobody answers"));
        var worker = stream.start(TestingStream.config("one"), model);
        prompts.write(0, 20);
        awaitAway(worker);
        assertThat(worker.health().live()).isTrue();
        assertThat(worker.health().ready()).isFalse();
        // When
        prompts.write(20, 40);
        model.troubled.set(false);
        // Then
        stream.awaitReplies(40);
        assertThat(worker.health().ready()).isTrue();
        assertThat(stream.failure()).isNotDone();
    }

    @Test
    void stopsWhileItWaitsForTheModel() {
        // Given
        var model = new TroubledTextGenerator(prompt -> true, new ModelUnavailableException("nobody answers"));
        var worker = stream.start(TestingStream.config("one"), model);
        prompts.write(0, 1);
        awaitAway(worker);
        // When
        worker.close();
        // Then
        assertThat(worker.health().detail()).isEqualTo("prompt stream is stopped");
        assertThat(stream.failure()).isNotDone();
    }

    @Test
    void condemnsNothingWhileTheModelCannotAnswerAnything() {
        // Given
        prompts.write(0, 20);
        for (var life = 0; life < LIVES; life++) {
            var died = new CompletableFuture<Throwable>();
            var model = new TroubledTextGenerator(prompt -> true, new ModelException("the model failed"));
            try (var worker = stream.start(TestingStream.config("one"), model, died)) {
                await().atMost(PATIENCE).until(died::isDone);
                assertThat(worker.health().live()).isFalse();
            }
        }
        // When
        stream.start(TestingStream.config("one"), new FakeTextGenerator());
        // Then
        stream.awaitReplies(20);
        assertThat(prompts.read(DEAD_LETTERS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void condemnsNothingWhileAModelElsewhereAnswersOnlyOurQuestion(boolean transactionsAreRefusedThen) {
        // Given: a server that takes a short question, but is over its limit for prompts
        prompts.write(0, 20);
        for (var life = 0; life < LIVES; life++) {
            var model = new TroubledTextGenerator(
                    prompt -> !prompt.equals("Hello"), new ModelUnavailableException("429 Too Many Requests"));
            try (var worker = stream.start(
                    TestingStream.config("one"),
                    model,
                    stream.failure(),
                    producer -> refusing(producer, transactionsAreRefusedThen ? model.failed : new AtomicBoolean()))) {
                awaitAway(worker);
            }
        }
        assertThat(stream.failure()).isNotDone();
        // When
        stream.start(TestingStream.config("one"), new FakeTextGenerator());
        // Then
        stream.awaitReplies(20);
        assertThat(prompts.read(DEAD_LETTERS)).isEmpty();
    }

    private static void awaitAway(PromptStream worker) {
        await().atMost(PATIENCE).until(() -> worker.health().detail().equals("prompt stream is waiting for the model"));
    }

    /** The broker refuses one transaction whenever the flag is set, and takes the flag down. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> refusing(Producer<byte[], byte[]> producer, AtomicBoolean next) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                ModelTroubleIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("sendOffsetsToTransaction") && next.getAndSet(false)) {
                        throw new KafkaException("the coordinator moves");
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The fake, which fails at some prompts as long as it is in trouble. */
    private static final class TroubledTextGenerator implements TextGenerator {
        private final FakeTextGenerator fake = new FakeTextGenerator();
        private final AtomicBoolean troubled = new AtomicBoolean(true);
        private final AtomicBoolean failed = new AtomicBoolean();
        private final Predicate<String> fails;
        private final ModelException error;

        TroubledTextGenerator(Predicate<String> fails, ModelException error) {
            this.fails = fails;
            this.error = error;
        }

        @Override
        public ModelInfo info() {
            return fake.info();
        }

        @Override
        public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
            if (troubled.get() && fails.test(request.prompt())) {
                failed.set(true);
                return CompletableFuture.failedFuture(error);
            }
            return fake.submit(request);
        }

        @Override
        public void close() {}
    }
}
