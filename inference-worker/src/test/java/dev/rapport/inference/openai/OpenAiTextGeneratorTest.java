package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refusal;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.openai.TestingOpenAiServer.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiTextGeneratorTest {
    private static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(40));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SamplingSettings ONE = new SamplingSettings(1, 8, 0, 0.9, 0, 1, 0, 1, 0);
    private static final String PROMPT = "Tell Anna Karenina about the blue lamp";
    private static final String KEY = "sk-abcdef123456";

    private final TestingOpenAiServer server = new TestingOpenAiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void comesBackWhenTheServerHasToldItTo() {
        // Given
        server.plan(429, Map.of("Retry-After", "1"), "{\"error\": {\"message\": \"slow down\"}}");
        var started = System.nanoTime();

        // When
        var result = generate(limits(4, LONG, 3));

        // Then
        assertThat(result).isInstanceOf(Generated.class);
        assertThat(server.asked()).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        // Given
        server.plan(429, Map.of("Retry-After", "3600"), "{\"error\": {\"message\": \"slow down\"}}");

        // Then
        assertThatThrownBy(() -> generate(limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("POST " + server.url() + "/completions: 429 slow down; given up after 0 s")
                .hasMessageNotContaining("\n");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void outlivesAServerThatFailsForAWhile(int status) {
        // Given
        server.plan(status, Map.of(), "<html>Bad\nGateway</html>");
        server.plan(status, Map.of(), "");
        try (var generator = open(limits(4, LONG, 3))) {
            // When
            var result = generator.generate(List.of(request(ONE)));

            // Then
            assertThat(result).singleElement().isInstanceOf(Generated.class);
            assertThat(generator.faults()).isEqualTo(2);
        }
    }

    @Test
    void givesUpAfterSoManyTriesAndSaysWhatTheServerSaid() {
        // Given
        IntStream.range(0, 3)
                .forEach(
                        n -> server.plan(503, Map.of(), "{\"error\": {\"message\": \"Loading\\nmodel " + KEY + "\"}}"));

        // Then
        assertThatThrownBy(() -> generate(limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 503 Loading model ***; given up after 3 tries");
    }

    @Test
    void refusesAPromptThatTheServerFailsAtWhenItAnswersAnother() {
        // Given
        IntStream.range(0, 3).forEach(n -> server.plan(500, Map.of(), "Internal Server Error"));

        // When
        var result = generate(limits(4, LONG, 3));

        // Then
        assertThat(result)
                .isEqualTo(new Refused(Refusal.MODEL_FAILED, "500 Internal Server Error; given up after 3 tries", 0));
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void failsWhenTheServerFailsAtEveryPrompt() {
        IntStream.range(0, 4).forEach(n -> server.plan(500, Map.of(), "Internal Server Error"));
        assertThatThrownBy(() -> generate(limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("500 Internal Server Error; given up after 3 tries");
    }

    @Test
    void refusesAPromptThatTheServerRefusesAlone() {
        // Given
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"temperature has to be at most 0.5\"}}");

        // Then
        assertThat(generate(limits(4, LONG, 3)))
                .isEqualTo(new Refused(Refusal.REFUSED_BY_SERVER, "400 temperature has to be at most 0.5", 0));
    }

    @Test
    void failsWhenTheServerRefusesEveryPrompt() {
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such model\"}}");
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such model\"}}");
        assertThatThrownBy(() -> generate(limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 400 no such model");
    }

    @Test
    void failsAtOnceWhenNobodyIsAskedRightly() {
        // Given
        var config = OpenAiConfig.of(server.url(), "gpt-9");

        // Then
        try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
            assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("POST " + server.url() + "/completions: 404 The model `gpt-9` does not exist.");
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void triesAgainWhenTheConnectionIsRefused() throws IOException {
        // Given
        var nobody = URI.create("http://127.0.0.1:" + freePort() + "/v1");
        var config = OpenAiConfig.of(nobody, "tiny-gpt2").with(limits(4, LONG, 2));

        // Then
        try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
            assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("POST " + nobody + "/completions: ConnectException")
                    .hasMessageEndingWith("; given up after 2 tries");
            assertThat(generator.faults()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"choices\""})
    void waitsForNoAnswerLongerThanItsTime(String sent) throws IOException {
        // Given: a server that never ends its answer, before or after its headers
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var talk = new Thread(() -> talk(silent, sent));
            talk.start();
            var config = OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m")
                    .with(limits(4, Duration.ofMillis(200), 2));

            // Then
            try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
                assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                        .isInstanceOf(ModelException.class)
                        .hasMessageEndingWith("/v1/completions: no answer in time; given up after 2 tries");
            }
        }
    }

    @Test
    void refusesWhatHasWaitedTooLong() throws IOException {
        // Given: a server that keeps the only slot
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = OpenAiTextGenerator.open(
                        OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m")
                                .with(limits(1, Duration.ofMillis(300), 1)),
                        ApiKey.NONE,
                        QUICK)) {
            var first = generator.submit(request(ONE));

            // When
            var late = generator.submit(new GenerationRequest(PROMPT, ONE, 1, 0, Optional.of(Duration.ofMillis(1))));

            // Then
            assertThat(late.join()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                    .isEqualTo(Refusal.TOO_LATE));
            assertThat(first).isCompletedExceptionally();
        }
    }

    @Test
    void hangsUpWhenItIsCancelled() throws IOException {
        // Given
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = OpenAiTextGenerator.open(
                        OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m"),
                        ApiKey.NONE,
                        QUICK)) {
            var future = generator.submit(request(ONE));
            try (var connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                var in = connection.getInputStream();
                assertThat(in.read()).isPositive();

                // When
                future.cancel(true);

                // Then
                assertThat(readToEnd(in)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"choices\": [", "[]", "{\"choices\": []}"})
    void triesAgainWhenTheAnswerIsNone(String body) {
        server.plan(200, Map.of(), body);
        assertThat(generate(limits(4, LONG, 2))).isInstanceOf(Generated.class);
    }

    @Test
    void sendsTheKeyAsABearerToken() {
        generate(limits(4, LONG, 1));
        assertThat(server.asked().get(0).headers().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void sendsTheKeyBareInAnyOtherHeader() {
        // Given
        var plain = OpenAiConfig.of(URI.create(server.url() + "?api-version=2026-01-01"), "tiny-gpt2");
        var azure = new OpenAiConfig(
                plain.baseUrl(), plain.model(), ApiMode.CHAT, "", Extensions.NONE, true, "api-key", plain.limits());

        // When
        try (var generator = OpenAiTextGenerator.open(azure, ApiKey.of(KEY), QUICK)) {
            generator.generate(List.of(request(ONE)));
        }

        // Then
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.headers().getFirst("api-key")).isEqualTo(KEY);
            assertThat(asked.headers().containsKey("Authorization")).isFalse();
            assertThat(asked.path()).isEqualTo("/v1/chat/completions?api-version=2026-01-01");
        });
    }

    @Test
    void tellsNeitherKeyNorPromptInWhatFails() {
        server.plan(401, Map.of(), "{\"error\": {\"message\": \"wrong key " + KEY + "\"}}");
        assertThatThrownBy(() -> generate(limits(4, LONG, 1)))
                .hasMessage("POST " + server.url() + "/completions: 401 wrong key ***");
        server.plan(403, Map.of(), "{\"detail\": \"you may not say " + PROMPT + "\"}");
        assertThatThrownBy(() -> generate(limits(4, LONG, 1)))
                .hasMessage("POST " + server.url() + "/completions: 403 (a message that quotes the prompt)");
    }

    @Test
    void neverAsksMoreAtATimeThanItMay() {
        // Given
        var requests = IntStream.range(0, 60)
                .mapToObj(n -> new GenerationRequest(PROMPT + n, ONE.withCandidates(2), n))
                .toList();

        // When
        try (var generator = open(limits(3, LONG, 3))) {
            generator.generate(requests);
        }

        // Then
        assertThat(server.asked()).hasSize(60);
        assertThat(server.mostUnderWay()).isBetween(2, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORES_N", "REFUSES_N"})
    void asksOneByOneOnceItKnowsThatItHasTo(Trait trait) {
        try (var single = new TestingOpenAiServer(trait);
                var generator =
                        OpenAiTextGenerator.open(OpenAiConfig.of(single.url(), "tiny-gpt2"), ApiKey.NONE, QUICK)) {
            // When
            var first = generator.generate(List.of(request(ONE.withCandidates(3))));
            var askedFirst = single.asked().size();
            var second = generator.generate(List.of(request(ONE.withCandidates(3))));

            // Then
            assertThat(askedFirst).isEqualTo(trait == Trait.IGNORES_N ? 3 : 4);
            assertThat(single.asked().size() - askedFirst).isEqualTo(3);
            assertThat(single.asked().subList(askedFirst, askedFirst + 3))
                    .extracting(asked -> asked.body().path("n").asInt())
                    .containsOnly(1);
            assertThat(first).isEqualTo(second);
        }
    }

    @Test
    void doesWithoutLogProbabilitiesAndCounts() {
        try (var terse = new TestingOpenAiServer(Trait.NO_LOG_PROBABILITIES, Trait.NO_USAGE);
                var generator =
                        OpenAiTextGenerator.open(OpenAiConfig.of(terse.url(), "tiny-gpt2"), ApiKey.NONE, QUICK)) {
            // When
            var result = (Generated)
                    generator.generate(List.of(request(ONE.withCandidates(3)))).get(0);

            // Then
            assertThat(result.promptTokenCount()).isZero();
            assertThat(result.candidates())
                    .hasSize(3)
                    .allMatch(candidate -> !candidate.isScored() && candidate.tokenCount() == 0);
        }
    }

    @Test
    void refusesSettingsThatTheServerDoesNotKnowWithoutAskingIt() {
        // Given
        var settings = new SamplingSettings(1, 8, 0, 0.9, 40, 1, 0, 1, 0);

        // When
        try (var generator = open(limits(4, LONG, 1))) {
            var result = generator.generate(List.of(request(settings)));

            // Then
            assertThat(result).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.UNSUPPORTED_SAMPLING);
                assertThat(refused.detail()).contains("top-k=40").contains("inference.openai.extensions=none");
            });
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void failsWhatComesAfterItsEnd() {
        // Given
        var generator = open(limits(4, LONG, 1));
        generator.close();

        // Then
        assertThatThrownBy(() -> generator.submit(request(ONE)).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the generator is closed");
    }

    @Test
    void leavesNoThreadOfItsOwnBehind() {
        // When
        generate(limits(4, LONG, 1));

        // Then
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("rapport-openai")));
    }

    @Test
    void tellsTheServerAndNoChecksum() {
        try (var generator = open(limits(4, LONG, 1))) {
            assertThat(generator.info())
                    .isEqualTo(new ModelInfo(
                            "tiny-gpt2",
                            "",
                            "unknown",
                            "OpenAI API at " + server.url().getAuthority()));
        }
    }

    private GenerationResult generate(OpenAiConfig.Limits limits) {
        try (var generator = open(limits)) {
            return generator.generate(List.of(request(ONE))).get(0);
        }
    }

    private OpenAiTextGenerator open(OpenAiConfig.Limits limits) {
        return OpenAiTextGenerator.open(
                OpenAiConfig.of(server.url(), "tiny-gpt2").with(limits), ApiKey.of(KEY), QUICK);
    }

    private static OpenAiConfig.Limits limits(int concurrent, Duration timeout, int attempts) {
        return new OpenAiConfig.Limits(concurrent, timeout, attempts, LONG);
    }

    private static GenerationRequest request(SamplingSettings settings) {
        return new GenerationRequest(PROMPT, settings, 1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Says the same to everyone, and never ends. */
    private static void talk(ServerSocket listening, String sent) {
        try {
            while (true) {
                var connection = listening.accept();
                connection.getInputStream().read();
                connection.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private static boolean readToEnd(InputStream in) {
        try {
            return in.readAllBytes().length > 0;
        } catch (IOException e) {
            // A reset is an end too; a timeout is none.
            return !(e instanceof SocketTimeoutException);
        }
    }
}
