package dev.rapport.inference.openai;

import static dev.rapport.inference.openai.TestingRequests.KEY;
import static dev.rapport.inference.openai.TestingRequests.LONG;
import static dev.rapport.inference.openai.TestingRequests.ONE;
import static dev.rapport.inference.openai.TestingRequests.PROMPT;
import static dev.rapport.inference.openai.TestingRequests.QUICK;
import static dev.rapport.inference.openai.TestingRequests.generate;
import static dev.rapport.inference.openai.TestingRequests.limits;
import static dev.rapport.inference.openai.TestingRequests.open;
import static dev.rapport.inference.openai.TestingRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers, but not what is wanted: whose fault it is, and what is tried again. */
class ServerTroubleTest {
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
        var result = generate(server, limits(4, LONG, 3));

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
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 3)))
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
        try (var generator = open(server, limits(4, LONG, 3))) {
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
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 503 Loading model ***; given up after 3 attempts");
    }

    @Test
    void refusesAPromptThatTheServerFailsAtWhenItAnswersAnother() {
        // Given
        IntStream.range(0, 3).forEach(n -> server.plan(500, Map.of(), "Internal Server Error"));

        // When
        var result = generate(server, limits(4, LONG, 3));

        // Then
        assertThat(result)
                .isEqualTo(
                        new Refused(Refusal.MODEL_FAILED, "500 Internal Server Error; given up after 3 attempts", 0));
        assertThat(server.asked()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"503, 500, 500", "500, 503, 500", "500, 500, 503"})
    void refusesNoPromptWhenTheServerWasAwayForAnAttempt(int first, int second, int third) {
        IntStream.of(first, second, third).forEach(status -> server.plan(status, Map.of(), "starting"));
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 3)))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(third + " starting; given up after 3 attempts");
    }

    @Test
    void failsWhenTheServerFailsAtEveryPrompt() {
        IntStream.range(0, 4).forEach(n -> server.plan(500, Map.of(), "Internal Server Error"));
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("500 Internal Server Error; given up after 3 attempts");
    }

    @Test
    void refusesAPromptThatTheServerRefusesAlone() {
        // Given
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"temperature must be at most 0.5\"}}");

        // Then
        assertThat(generate(server, limits(4, LONG, 3)))
                .isEqualTo(new Refused(Refusal.REFUSED_BY_SERVER, "400 temperature must be at most 0.5", 0));
    }

    @Test
    void failsWhenTheServerRefusesEveryPrompt() {
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such model\"}}");
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such model\"}}");
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 400 no such model");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void asksAgainWhoseFaultARefusalIsWhenThatIsNotAnsweredAtOnce(int status) {
        // Given
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such setting\"}}");
        server.plan(status, Map.of(), "{\"error\": {\"message\": \"busy\"}}");
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such setting\"}}");

        // Then
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 4)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 400 no such setting");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void refusesNoPromptAsLongAsNobodyKnowsWhoseFaultItIs() {
        // Given
        server.plan(400, Map.of(), "{\"error\": {\"message\": \"no such setting\"}}");
        IntStream.range(0, 3).forEach(n -> server.plan(503, Map.of(), "{\"error\": {\"message\": \"busy\"}}"));

        // Then
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 4)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 503 busy; given up after 4 attempts");
        assertThat(server.asked()).hasSize(4);
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

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"choices\": [", "[]", "{\"choices\": []}"})
    void triesAgainWhenTheAnswerIsNone(String body) {
        server.plan(200, Map.of(), body);
        assertThat(generate(server, limits(4, LONG, 2))).isInstanceOf(Generated.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\": 424, \"message\": \"Batch inference failed\"} | : Batch inference failed",
                "{\"error\": {\"message\": \"upstream is busy\", \"code\": 429}} | : upstream is busy",
                "{\"error\": \"no such key\", \"choices\": []} | : no such key",
                "upstream connect error | : upstream connect error",
                "<html><body>Sign in</body></html> | : <html><body>Sign in</body></html>",
                "{\"choices\": [{\"text\": {\"a\": \"what the model wrote\"}}]} | ''",
                "{\"choices\": [{\"text\": \"what the model wro | ''",
            })
    void saysWhatAServerSaysInThePlaceOfAnAnswer(String body, String told) {
        // Given
        IntStream.range(0, 2).forEach(n -> server.plan(200, Map.of(), body));

        // Then
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 1)))
                .isInstanceOf(ModelException.class)
                .hasMessage("POST " + server.url() + "/completions: 200, but the body is not an answer of this API"
                        + told + "; given up after 1 attempt");
    }

    @Test
    void boundsWhatAServerSaysInThePlaceOfAnAnswer() {
        IntStream.range(0, 2).forEach(n -> server.plan(200, Map.of(), "busy ".repeat(10_000) + KEY));
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 1)))
                .message()
                .hasSizeLessThan(500)
                .doesNotContain(KEY);
    }

    @Test
    void tellsNeitherKeyNorPromptInWhatFails() {
        server.plan(401, Map.of(), "{\"error\": {\"message\": \"wrong key " + KEY + "\"}}");
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 1)))
                .hasMessage("POST " + server.url() + "/completions: 401 wrong key ***");
        server.plan(403, Map.of(), "{\"detail\": \"you may not say " + PROMPT + "\"}");
        assertThatThrownBy(() -> generate(server, limits(4, LONG, 1)))
                .hasMessage("POST " + server.url() + "/completions: 403 (a message that quotes the prompt)");
    }
}
