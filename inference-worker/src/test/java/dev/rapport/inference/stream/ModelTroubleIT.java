package dev.rapport.inference.stream;

import static dev.rapport.inference.stream.TestingStream.DEAD_LETTERS;
import static dev.rapport.inference.stream.TestingStream.PATIENCE;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.ScriptedTextGenerator;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.slow.Slow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that fail whatever they are asked, and models elsewhere that are away: no prompt is to blame. */
@RealKafka
@Slow
final class ModelTroubleIT extends StreamFixture {
    private static final int LIVES = 5;

    @Test
    void waitsForAModelThatIsAway() {
        // Given
        var model = Trouble.always(new ModelUnavailableException("nobody answers"));
        var worker = stream.start(TestingStream.config("one"), model.generator());
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
        var model = Trouble.always(new ModelUnavailableException("nobody answers"));
        var worker = stream.start(TestingStream.config("one"), model.generator());
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
            var model = Trouble.always(new ModelException("the model failed"));
            try (var worker = stream.start(TestingStream.config("one"), model.generator(), died)) {
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
            var model = new Trouble(prompt -> prompt.equals("Hello")
                    ? Optional.empty()
                    : Optional.of(new ModelUnavailableException("429 Too Many Requests")));
            try (var worker = stream.start(
                    TestingStream.config("one"),
                    model.generator(),
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

    /** The model fails at one prompt and, in the same turn, is unavailable for those after it. */
    @Test
    void suspectsOnlyThePromptThatTheModelFailedAt() {
        // Given
        prompts.write(IntStream.range(0, 20)
                .mapToObj(n ->
                        aPrompt().setPromptId("p" + n).setText("prompt " + n).build())
                .toList());
        var model = new Trouble(prompt -> Optional.of(
                prompt.equals("prompt 0")
                        ? new ModelException("the model failed")
                        : new ModelUnavailableException("nobody answers")));
        var died = new CompletableFuture<Throwable>();
        stream.start(TestingStream.config("one"), model.generator(), died);
        await().atMost(PATIENCE).until(died::isDone);
        // When
        var all = new HeldPrompts(prompt -> prompt.startsWith("prompt"));
        var worker = stream.start(TestingStream.config("one"), all.generator());
        await().atMost(PATIENCE).until(() -> !all.held().isEmpty());
        worker.close();
        // Then
        assertThat(died.join()).hasMessage("the model failed");
        assertThat(all.held()).as("given to the model in isolation").hasSize(1);
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

    /** Has the fake fail at some prompts as long as it is in trouble. */
    private static final class Trouble {
        private final AtomicBoolean troubled = new AtomicBoolean(true);
        private final AtomicBoolean failed = new AtomicBoolean();
        private final Function<String, Optional<ModelException>> errors;

        Trouble(Function<String, Optional<ModelException>> errors) {
            this.errors = errors;
        }

        static Trouble always(ModelException error) {
            return new Trouble(prompt -> Optional.of(error));
        }

        TextGenerator generator() {
            return new ScriptedTextGenerator(request -> {
                var error = troubled.get() ? errors.apply(request.prompt()) : Optional.<ModelException>empty();
                error.ifPresent(found -> failed.set(true));
                return error.map(CompletableFuture::failedFuture);
            });
        }
    }
}
