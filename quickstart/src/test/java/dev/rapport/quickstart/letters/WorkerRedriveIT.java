package dev.rapport.quickstart.letters;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A prompt that no worker survives because of a bug gets its one reply once the bug is mended and its letter sent again. */
@Slow
final class WorkerRedriveIT {
    private static final Duration TIME = Duration.ofSeconds(60);
    /** Attempts, and the start that puts the prompt aside. */
    private static final int STARTS = 4;

    private final DefectiveGenerator generator = new DefectiveGenerator();

    @Test
    void answersThePromptOnceAfterTheFix() throws Exception {
        try (var kafka = TestingKafka.start()) {
            // Given
            try (var worker = start(kafka)) {
                write(kafka, worker, "poison", "sound");
            }
            for (var n = 0; n < STARTS; n++) {
                try (var worker = start(kafka)) {
                    await().atMost(TIME)
                            .until(() -> hasEnded(worker) || !letters(worker).isEmpty());
                }
            }
            generator.mend();
            try (var worker = start(kafka)) {
                assertThat(letters(worker)).hasSize(1);
                assertThat(CommandRun.of(worker, "show", letters(worker).get(0)).out())
                        .contains("PoisonPromptException", "send again: to " + Topics.PROMPTS.name());
                // When
                var report = CommandRun.json(worker, "redrive", "--application", "rapport-inference");
                var again = CommandRun.json(worker, "redrive", "--application", "rapport-inference");
                write(kafka, worker, "last");
                // Then
                assertThat(report.path("letters").toString()).isEqualTo("{\"sent\":1}");
                assertThat(report.path("outcomes").path("replied").asInt()).isEqualTo(1);
                assertThat(again.path("letters").toString()).isEqualTo("{\"already-redriven\":1}");
                assertThat(worker.findAll(Topics.REPLIES, reply -> true, 3))
                        .extracting(Reply::getPromptId)
                        .containsExactlyInAnyOrder("poison", "sound", "last");
            }
        }
    }

    private TestingService start(TestingKafka kafka) throws IOException {
        return TestingService.on(
                kafka,
                Map.of("inference.stream.slot", "testing"),
                new IngestionServiceFactory(),
                new InferenceServiceFactory((model, config) -> generator));
    }

    private static boolean hasEnded(TestingService worker) throws IOException, InterruptedException {
        return worker.send("GET", "/health/live").statusCode() == 503;
    }

    private static List<String> letters(TestingService worker) throws IOException {
        var listed = CommandRun.json(worker, "list", "--application", "rapport-inference");
        return listed.path("letters").findValuesAsText("id");
    }

    private static void write(TestingKafka kafka, TestingService service, String... promptIds) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var prompts = Stream.of(promptIds)
                    .map(id -> aPrompt()
                            .setPromptId(id)
                            .setText(id.equals("poison") ? "a " + DefectiveGenerator.WORD : "a lamp")
                            .setMustMention(List.of())
                            .build())
                    .toList();
            for (var prompt : prompts) {
                var topic = Topics.PROMPTS.name();
                var value = service.serdes().<Prompt>serializer().serialize(topic, prompt);
                var key = prompt.getCustomerId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, key, value)).get();
            }
        }
    }
}
