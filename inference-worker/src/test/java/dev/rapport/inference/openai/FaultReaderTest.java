package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.openai.CallOutcome.OneChoiceOnly;
import dev.rapport.inference.openai.CallOutcome.Permanent;
import dev.rapport.inference.openai.CallOutcome.PromptRejected;
import dev.rapport.inference.openai.CallOutcome.Transient;
import dev.rapport.inference.text.GenerationResult.Refusal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String PROMPT = "Write to Anna Karenina of 7 Neva Street,\nwho bought a \"blue\" lamp";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error': {'message': 'This model\\'s maximum context length is 16385 tokens. However, your messages resulted in 20000.', 'type': 'invalid_request_error', 'param': 'messages', 'code': 'context_length_exceeded'}}",
                "{'object': 'error', 'message': 'This model\\'s maximum context length is 1024 tokens. However, you requested 1100 tokens', 'type': 'BadRequestError', 'param': null, 'code': 400}",
                "{'error': {'message': 'The decoder prompt (length 2000) is longer than the maximum model length of 1024.', 'code': 400}}",
                "{'error': {'code': 400, 'message': 'request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it', 'type': 'exceed_context_size_error'}}",
                "{'error': 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 2000 `inputs` tokens', 'error_type': 'validation'}",
                "{'message': 'The input (9000 tokens) is longer than the model\\'s context length (8192 tokens).'}"
            })
    void knowsAPromptThatIsTooLong(String body) {
        assertThat(read(400, body))
                .isInstanceOfSatisfying(PromptRejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(Refusal.PROMPT_TOO_LONG));
    }

    @Test
    void knowsAPromptThatTheFilterLetNotPass() {
        var body = "{'error': {'message': 'The response was filtered due to the prompt triggering the policy.', "
                + "'code': 'content_filter', 'innererror': {'code': 'ResponsibleAIPolicyViolation'}}}";
        assertThat(read(400, body))
                .isEqualTo(new PromptRejected(
                        Refusal.PROMPT_FILTERED,
                        "400 The response was filtered due to the prompt triggering the policy."));
    }

    @Test
    void leavesOtherRefusalsToTheServer() {
        assertThat(read(422, "{'detail': 'Unexpected fields'}"))
                .isEqualTo(new PromptRejected(Refusal.REFUSED_BY_SERVER, "422 Unexpected fields"));
    }

    @Test
    void knowsAServerWithOneChoiceARequest() {
        var body =
                "{'error': {'code': 500, 'message': 'Only one completion choice is allowed', 'type': 'server_error'}}";
        assertThat(read(500, body)).isEqualTo(new OneChoiceOnly());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void hopesThatTroublesPass(int status) {
        assertThat(read(status, "")).isEqualTo(new Transient("" + status, Optional.empty(), status == 500));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405, 501})
    void doesNotHopeForOtherSettings(int status) {
        assertThat(read(status, "not here")).isEqualTo(new Permanent(status + " not here"));
    }

    @Test
    void doesNotWaitForCredit() {
        var body = "{'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}";
        assertThat(read(429, body)).isEqualTo(new Permanent("429 You exceeded your current quota"));
    }

    @Test
    void readsHowLongToWait() {
        assertThat(retryAfter("retry-after", "2")).hasValue(Duration.ofSeconds(2));
        assertThat(retryAfter("retry-after", "0.25")).hasValue(Duration.ofMillis(250));
        assertThat(retryAfter("retry-after-ms", "120")).hasValue(Duration.ofMillis(120));
        assertThat(retryAfter("retry-after", "Sat, 31 Jan 2026 12:00:30 GMT")).hasValue(Duration.ofSeconds(30));
        assertThat(retryAfter("retry-after", "Sat, 31 Jan 2026 11:00:00 GMT")).hasValue(Duration.ZERO);
        assertThat(retryAfter("retry-after", "soon")).isEmpty();
        assertThat(retryAfter("retry-after", "-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'detail': [{'loc': ['body', 'n'], 'input': 'Write to Anna Karenina of 7 Neva Street,\\nwho'}]}",
                "{'error': {'message': 'cannot render \\'Anna Karenina of 7 Neva Street\\''}}",
                "Write to Anna Karenina of 7 Neva Street,\nwho bought"
            })
    void neverTellsThePrompt(String body) {
        assertThat(text(body).message()).doesNotContain("Karenina");
    }

    @Test
    void neverTellsTheKeyAndStaysOnOneLine() {
        // Given
        var key = ApiKey.of("sk-abcdef123456");

        // When
        var text = ServerText.of("no:\n sk-abcdef123456 or sk-abc******3456, \u0007 sorry", PROMPT, key);

        // Then
        assertThat(text.message()).isEqualTo("no: *** or *** sorry");
        assertThat(key).hasToString("***");
    }

    @Test
    void cutsLongMessages() {
        assertThat(text("<html>" + "page ".repeat(1000)).message()).hasSize(301);
    }

    private static CallOutcome read(int status, String body) {
        return FaultReader.read(status, headers(Map.of()), text(body), NOW);
    }

    private static ServerText text(String body) {
        return ServerText.of(
                body.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\''), PROMPT, ApiKey.NONE);
    }

    private static Optional<Duration> retryAfter(String header, String value) {
        return FaultReader.retryAfter(headers(Map.of(header, List.of(value))), NOW);
    }

    private static HttpHeaders headers(Map<String, List<String>> values) {
        return HttpHeaders.of(values, (name, value) -> true);
    }
}
