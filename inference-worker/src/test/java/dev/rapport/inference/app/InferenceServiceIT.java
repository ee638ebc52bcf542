package dev.rapport.inference.app;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aSampling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.openai.TestingOpenAiServer;
import dev.rapport.inference.openai.TestingOpenAiServer.Trait;
import dev.rapport.inference.stream.TestingPrompts;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.ScriptedTextGenerator;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealKafka
@Slow
final class InferenceServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The drain of ten seconds, and time to close on a busy machine. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    @Test
    void answersPromptsWithARealModel(TestingKafka kafka) throws IOException, InterruptedException {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        var connection = KafkaConnection.to(kafka.bootstrapServers());
        try (var process = start(
                        kafka, Map.of("inference.model", TinyModel.folder().toString()));
                var prompts = new TestingPrompts(connection)) {
            // When: the same prompt twice, as two triggers with one seed may be
            var prompt = aPrompt()
                    .setText("The quick")
                    .setMustMention(List.of("Aurora Lamp"))
                    .setSampling(aSampling().setMaxNewTokens(6).build());
            prompts.write(List.of(
                    prompt.setPromptId("a").build(), prompt.setPromptId("b").build()));
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() == 2);
            var replies = prompts.replies();
            assertThat(replies).extracting(Reply::getPromptId).containsExactly("a", "b");
            assertThat(replies.get(0).getCandidates())
                    .as("of two attempts: random weights do not mention the lamp")
                    .hasSize(6)
                    .isEqualTo(replies.get(1).getCandidates());
            assertThat(replies).extracting(Reply::getOutcome).doesNotContain(ReplyOutcome.REFUSED);
            assertThat(replies.get(0).getProvenance()).satisfies(provenance -> {
                assertThat(provenance.getModelSha256()).hasSize(64);
                assertThat(provenance.getModelId()).isEqualTo("tiny-gpt2");
                assertThat(provenance.getPromptTokens()).isPositive();
            });
            await().atMost(PATIENCE).until(() -> status(process, "/health/ready") == 200);
            assertThat(process.failure()).isNotDone();
        }
    }

    @Test
    void sendsNoTextToWhoeverHasWithdrawnConsent(TestingKafka kafka) {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES, Topics.CONSENTS);
        var connection = KafkaConnection.to(kafka.bootstrapServers());
        try (var prompts = new TestingPrompts(connection)) {
            prompts.withdraw("gone", "newsletter");
            var prompt = aPrompt()
                    .setText("The quick")
                    .setSampling(aSampling().setMaxNewTokens(6).build())
                    .setPurpose("newsletter");
            prompts.write(List.of(
                    prompt.setPromptId("a").setCustomerId("gone").build(),
                    prompt.setPromptId("b").setCustomerId("here").build()));
            // When
            try (var process =
                    start(kafka, Map.of("inference.model", TinyModel.folder().toString()))) {
                await().atMost(PATIENCE).until(() -> prompts.replies().size() == 2);
                assertThat(process.failure()).isNotDone();
            }
            // Then
            assertThat(prompts.replies())
                    .extracting(Reply::getPromptId, Reply::getRefusal, reply -> reply.getText() == null)
                    .containsExactlyInAnyOrder(
                            tuple("a", "consent-withdrawn", true), tuple("b", "no-candidate-passed", false));
        }
    }

    @Test
    void sendsNoTextWhenTheUserOfADeviceSaysNoWhileItsPromptWaits(TestingKafka kafka) {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES, Topics.CONSENTS, Topics.IDENTITIES);
        var fake = new FakeTextGenerator();
        var given = new CompletableFuture<Void>();
        var released = new CompletableFuture<Void>();
        var generator = new ScriptedTextGenerator(request -> {
            given.complete(null);
            return Optional.of(released.thenCompose(done -> fake.submit(request)));
        });
        var factory = new InferenceServiceFactory((model, config) -> generator);
        try (var process = start(kafka, Map.of(), factory);
                var prompts = new TestingPrompts(KafkaConnection.to(kafka.bootstrapServers()))) {
            prompts.write(List.of(aPrompt()
                    .setPromptId("a")
                    .setCustomerId("device")
                    .setText("a prompt of the device")
                    .setMustMention(List.of())
                    .build()));
            await().atMost(PATIENCE).until(given::isDone);
            // When
            prompts.merge("device", "user");
            prompts.withdraw("user", "marketing");
            await().atMost(PATIENCE)
                    .until(
                            () -> body(process, "/metrics"),
                            metrics -> metrics.contains("rapport_inference_merged_identities 1.0")
                                    && metrics.contains("rapport_inference_withdrawals 1.0"));
            released.complete(null);
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() == 1);
            assertThat(prompts.replies()).extracting(Reply::getRefusal).containsExactly("consent-withdrawn");
        }
    }

    @Test
    void answersPromptsThroughAServerWithTheOpenAiApi(TestingKafka kafka) {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        var settings = Map.of(
                "inference.backend",
                "openai",
                "inference.openai.model",
                "tiny-gpt2",
                "inference.openai.extensions",
                "vllm");
        try (var server = new TestingOpenAiServer(Trait.NO_LOG_PROBABILITIES);
                var process = start(
                        kafka,
                        with(settings, "inference.openai.base-url", server.url().toString()));
                var prompts = new TestingPrompts(KafkaConnection.to(kafka.bootstrapServers()))) {
            // When
            prompts.write(List.of(aPrompt()
                    .setText("The quick")
                    .setMustMention(List.of())
                    .setSampling(aSampling().setMaxNewTokens(6).build())
                    .build()));
            // Then
            await().atMost(PATIENCE).until(() -> prompts.replies().size() == 1);
            var reply = prompts.replies().get(0);
            assertThat(reply.getCandidates()).hasSizeBetween(3, 6).noneMatch(Candidate::getScored);
            assertThat(reply.getProvenance()).satisfies(provenance -> {
                assertThat(provenance.getModelId()).isEqualTo("tiny-gpt2");
                assertThat(provenance.getModelSha256()).isEmpty();
                assertThat(provenance.getEngine())
                        .isEqualTo("vLLM at " + server.url().getAuthority());
                assertThat(provenance.getPromptTokens()).isPositive();
            });
            assertThat(server.asked()).isNotEmpty();
            assertThat(process.failure()).isNotDone();
        }
    }

    @Test
    void publishesTheBatchUnderWayWhenItIsTerminated(TestingKafka kafka, @TempDir Path folder)
            throws IOException, InterruptedException {
        // Given
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        var underWay = folder.resolve("under-way");
        var log = folder.resolve("log");
        var worker = SlowWorker.start(kafka.bootstrapServers(), underWay, log);
        try (var prompts = new TestingPrompts(KafkaConnection.to(kafka.bootstrapServers()))) {
            prompts.write(List.of(aPrompt()
                    .setText("The quick")
                    .setSampling(aSampling().setMaxNewTokens(60).build())
                    .build()));
            await().atMost(PATIENCE).until(() -> Files.exists(underWay) || !worker.isAlive());
            // When: SIGTERM
            worker.destroy();
            // Then
            assertThat(worker.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(worker.exitValue()).as(Files.readString(log)).isZero();
            assertThat(prompts.replies()).as(Files.readString(log)).hasSize(1);
            assertThat(Files.readString(log)).doesNotContain("ERROR").doesNotContain("the generator is closed");
        } finally {
            worker.destroyForcibly();
        }
    }

    @Test
    void saysWhatIsWrongWithTheModel(TestingKafka kafka) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> start(kafka, Map.of("inference.model", "/no/such/folder"))
                        .close())
                .withMessageContaining("/no/such/folder");
    }

    @Test
    void reportsAllWrongSettingsBeforeAnythingStarts(TestingKafka kafka) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start(
                                kafka,
                                Map.of(
                                        "inference.stream.max-in-flight", "0",
                                        "inference.batching.max-slots", "0",
                                        "inference.stream.group-protocol", "raft"))
                        .close())
                .satisfies(refusal -> assertThat(refusal.problems()).hasSize(2))
                .withMessageContaining("inference.stream.max-in-flight")
                .withMessageContaining("inference.batching.max-slots");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private static ServiceProcess start(TestingKafka kafka, Map<String, String> flags) {
        return start(kafka, flags, new InferenceServiceFactory());
    }

    private static ServiceProcess start(
            TestingKafka kafka, Map<String, String> flags, InferenceServiceFactory factory) {
        var settings = Settings.of(Map.of(
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers(),
                        "http.host",
                        "127.0.0.1",
                        "http.port",
                        "0",
                        "inference.stream.slot",
                        "testing"))
                .with(flags);
        return ServiceProcess.start(settings, InferenceMain.PORT, List.of(factory), LocalRegistry.alone());
    }

    private static int status(ServiceProcess process, String path) throws IOException, InterruptedException {
        return get(process, path).statusCode();
    }

    private static String body(ServiceProcess process, String path) throws IOException, InterruptedException {
        return get(process, path).body();
    }

    private static HttpResponse<String> get(ServiceProcess process, String path)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
