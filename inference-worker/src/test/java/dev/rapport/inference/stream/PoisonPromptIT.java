package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt that nobody survives, and a worker that is started again whenever it has ended. */
@RealKafka
@Slow
final class PoisonPromptIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String DEAD_LETTERS = Topics.deadLetters(PromptStream.GROUP);

    @TempDir
    Path folder;

    private final TestingKafka kafka;

    PoisonPromptIT(TestingKafka kafka) {
        this.kafka = kafka;
    }

    @ParameterizedTest
    @ValueSource(strings = {UnevenTextGenerator.KILLS_THE_PROCESS, FakeTextGenerator.BREAKS_THE_MODEL})
    void putsThePoisonAsideAndAnswersItsNeighbours(String poison) throws InterruptedException {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        kafka.freshTopic(DEAD_LETTERS, 1);
        var worker = ChaosWorker.of(kafka.bootstrapServers(), "poisoned", 0);
        try (var prompts = new TestingPrompts(KafkaConnection.to(kafka.bootstrapServers()))) {
            prompts.write(0, 30);
            prompts.write(
                    List.of(aPrompt().setPromptId("poison").setText(poison).build()));
            prompts.write(30, 60);
            // When
            await().atMost(PATIENCE).until(() -> {
                worker.ensureRunning(folder);
                return prompts.replies().size() >= 60
                        && !prompts.read(DEAD_LETTERS).isEmpty();
            });
            // Then: three attempts at the poison pill, and a start that makes it a dead letter
            assertThat(worker.starts()).isEqualTo(4);
            assertThat(prompts.replies())
                    .extracting(Reply::getPromptId)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 60).mapToObj(n -> "p" + n).toList());
            assertThat(prompts.read(DEAD_LETTERS)).singleElement().satisfies(letter -> {
                assertThat(prompts.prompt(letter.value()).getPromptId()).isEqualTo("poison");
                assertThat(letter.headers()
                                .lastHeader("__streams.errors.exception")
                                .value())
                        .asString()
                        .endsWith("PoisonPromptException");
                assertThat(letter.headers()
                                .lastHeader("__streams.errors.message")
                                .value())
                        .asString()
                        .startsWith("3 attempts without an outcome");
            });
        } finally {
            worker.kill();
        }
    }
}
