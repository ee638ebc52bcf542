package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureResourceTest {
    private static final String KEY = "?writeKey=rapport-demo-key";
    private static final String EVENT = "{\"userId\":\"ada\",\"event\":\"Viewed\"}";
    private static final String TOO_MANY = "{\"batch\":[" + "0,".repeat(2_500) + "0]%s}";

    private static final Sources SOURCES = key -> Map.of(
                    "rapport-demo-key",
                    new WriteKey("rapport-demo-key", "demo"),
                    "slow-key",
                    new WriteKey("slow-key", "slow", 1))
            .entrySet()
            .stream()
            .filter(known -> known.getKey().equals(key))
            .map(Map.Entry::getValue)
            .findFirst();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeEventSink sink = new FakeEventSink();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(2)),
            List.of(new CaptureResource(
                    new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned"),
                    CaptureConfig.DEFAULT,
                    new Admission(SOURCES, new SourceMeters(meters)),
                    new RequestMeters(meters),
                    InstantSource.fixed(Instant.parse("2026-05-04T10:00:00Z")),
                    Runnable::run)));

    @AfterEach
    void stop() {
        server.close();
    }

    /** Every request but the last has more than one fault. */
    static List<Arguments> faults() {
        return List.of(
                Arguments.of("/v1/batch?writeKey=wrong", "br", "x".repeat(600_000), 401, "UNKNOWN_WRITE_KEY"),
                Arguments.of("/v1/batch" + KEY, "br", "x".repeat(600_000), 413, "REQUEST_TOO_LARGE"),
                Arguments.of("/v1/track", "br", "junk", 415, "UNSUPPORTED_ENCODING"),
                Arguments.of("/v1/track", "gzip", "junk", 400, "NOT_JSON"),
                Arguments.of(
                        "/v1/batch", "gzip", TOO_MANY.formatted(",\"writeKey\":\"wrong\""), 401, "UNKNOWN_WRITE_KEY"),
                Arguments.of("/v1/batch", "gzip", TOO_MANY.formatted(""), 401, "MISSING_WRITE_KEY"),
                Arguments.of("/v1/batch" + KEY, "gzip", TOO_MANY.formatted(",\"context\":7"), 413, "TOO_MANY_EVENTS"),
                Arguments.of("/v1/batch" + KEY, "gzip", "{\"batch\":[{}],\"context\":7}", 400, "INVALID_FIELD"),
                Arguments.of("/v1/track" + KEY, "gzip", "{\"userId\":\"ada\"}", 400, "MISSING_EVENT_NAME"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answersTheFirstFaultInTheStatedOrder(String path, String encoding, String body, int status, String reason)
            throws Exception {
        // When
        var response = post(path, body, Map.of("Content-Encoding", encoding));
        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"success\":false,\"error\":{\"reason\":\"" + reason + "\"");
    }

    @Test
    void storesNothingOfARefusedRequest() throws Exception {
        // When
        var response = post("/v1/batch" + KEY, TOO_MANY.formatted(""), Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(sink.stored()).isEmpty();
        assertThat(meters.get("rapport.capture.refused")
                        .tag("reason", "TOO_MANY_EVENTS")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void storesABodyThatCannotBeReadAsARejection() throws Exception {
        // When
        var response = post("/v1/batch" + KEY, "{\"batch\":[{\"cut", Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(sink.rejected()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/v1/history, true", "/v1/batch, false"})
    void marksEventsOfThePast(String path, boolean isHistory) throws Exception {
        // When
        var response = post(
                path + KEY, "{\"batch\":[{\"type\":\"track\",\"userId\":\"ada\",\"event\":\"Viewed\"}]}", Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(sink.accepted()).singleElement().matches(event -> event.getHistory() == isHistory);
    }

    @Test
    void letsOnlyThoseWhoOperateSayThatSomethingIsHistory() {
        assertThat(Call.HISTORY.role()).isEqualTo(Role.OPERATE);
        assertThat(EnumSet.complementOf(EnumSet.of(Call.HISTORY))).allMatch(call -> call.role() == Role.CAPTURE);
    }

    /** Names of fields that no text must hold, and one that is cut within a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\udc00", "\\u0000", "\\ud83d\\ude00"})
    void namesThePlaceOfAProblemInATextThatCanBeStored(String name) throws Exception {
        // Given
        var field = "x".repeat(98) + name;
        // When
        var response = post("/v1/track" + KEY, "{\"userId\":\"ada\",\"" + field + "\":1e99999999999}", Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(sink.rejected()).singleElement().satisfies(rejected -> assertThat(rejected.getDetail())
                .startsWith("/xxx")
                .contains("\uFFFD"));
    }

    @Test
    void asksSendersToTryAgainWhenNothingCanBeStored() throws Exception {
        // Given
        sink.fail();
        // When
        var response = post("/v1/track" + KEY, EVENT, Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body()).contains("send the request again with the same message ids");
    }

    @Test
    void asksSendersToWaitWhenMoreIsWrittenWithAKeyThanItsSourceMay() throws Exception {
        // Given
        var batch = "{\"batch\":[" + (EVENT.replace("{", "{\"type\":\"track\",") + ",").repeat(99) + "7]}";
        post("/v1/batch?writeKey=slow-key", batch, Map.of());
        // When
        var response = post("/v1/batch?writeKey=slow-key", batch, Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(429);
        var wait = response.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(wait).isBetween(80L, 91L);
        assertThat(response.body())
                .contains("\"reason\":\"RATE_LIMITED\"", "source slow may write 1 events a second", "the 100 of this");
        assertThat(sink.stored()).hasSize(100);
        assertThat(meters.get("rapport.capture.limited")
                        .tag("source", "slow")
                        .counter()
                        .count())
                .isEqualTo(100);
        assertThat(post("/v1/track" + KEY, EVENT, Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void takesABodyThatCannotBeReadFromWhatMayBeWrittenWithItsKey() throws Exception {
        // Given
        var batch = "{\"batch\":[" + "7,".repeat(99) + "7]}";
        post("/v1/batch?writeKey=slow-key", batch, Map.of());
        // When
        var response = post("/v1/batch?writeKey=slow-key", "{\"batch\":", Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(sink.stored()).hasSize(100);
    }

    @Test
    void startsTheHeadersThatPassThrough() throws Exception {
        // Given
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        // When
        var response = post("/v1/track" + KEY, EVENT, Map.of("traceparent", trace, "X-Secret", "1"));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(sink.headers()).containsExactly(Map.of("traceparent", trace));
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
