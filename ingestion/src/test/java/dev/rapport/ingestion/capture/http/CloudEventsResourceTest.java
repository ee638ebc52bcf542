package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Gate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CloudEventsResourceTest {
    private static final String KEY = "?writeKey=rapport-demo-key";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/orders\",\"type\":\"placed\",\"subject\":\"ada\"}";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestingCapture capture = TestingCapture.start(Gate.OPEN);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        capture.close();
    }

    static List<Arguments> requests() {
        return List.of(
                Arguments.of(KEY, STRUCTURED, EVENT, 200, "{\"success\":true}"),
                Arguments.of(KEY, BATCH, "[" + EVENT + "]", 200, "{\"success\":true}"),
                Arguments.of(
                        KEY,
                        BATCH,
                        "[" + EVENT + ",{\"id\":\"1\"}]",
                        200,
                        "{\"success\":true,\"rejected\":[{\"index\":1,\"reason\":\"INVALID_FIELD\",\"detail\":\"attribute specversion is required\"}]}"),
                Arguments.of(KEY, BATCH, "[" + EVENT, 400, "the body must be a JSON array of CloudEvents"),
                Arguments.of(KEY, STRUCTURED, "{\"id\":\"1\"}", 400, "attribute specversion is required"),
                Arguments.of(
                        KEY,
                        STRUCTURED,
                        EVENT.replace(",\"subject\":\"ada\"", ""),
                        400,
                        "\"messageId\":\"/orders 17\",\"reason\":\"MISSING_IDS\""),
                Arguments.of(KEY, "application/json", "{}", 400, "attribute specversion is required"),
                Arguments.of(KEY, "application/cloudevents+avro", "x", 415, "UNSUPPORTED_FORMAT"),
                Arguments.of(KEY, BATCH, "[" + "0,".repeat(2_500) + "0]", 413, "TOO_MANY_EVENTS"),
                Arguments.of(KEY, STRUCTURED, "x".repeat(600_000), 413, "REQUEST_TOO_LARGE"),
                Arguments.of("", STRUCTURED, EVENT, 401, "MISSING_WRITE_KEY"),
                Arguments.of("?writeKey=x", STRUCTURED, EVENT, 401, "UNKNOWN_WRITE_KEY"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answers(String query, String contentType, String body, int status, String answer) throws Exception {
        // When
        var response = send("POST", query, body, Map.of("Content-Type", contentType));
        // Then
        assertThat(response.body()).contains(answer);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void takesTheBinaryModeAndTheTraceOfItsEvent() throws Exception {
        // Given
        var headers = Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "17",
                "ce-source", "/orders",
                "ce-type", "placed",
                "ce-subject", "Ad%C3%A9le",
                "ce-traceparent", TRACE);
        // When
        var response = send("POST", KEY, "{\"total\":1}", headers);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(capture.sink().accepted()).singleElement().satisfies(event -> {
            assertThat(event.getUserId()).isEqualTo("Adéle");
            assertThat(event.getMessageId()).isEqualTo("/orders 17");
            assertThat(event.getName()).isEqualTo("placed");
        });
        assertThat(capture.sink().headers()).containsExactly(Map.of("traceparent", TRACE));
    }

    @Test
    void asksSendersToWaitWhenMoreIsWrittenWithAKeyThanItsSourceMay() throws Exception {
        // Given
        var query = "?writeKey=" + TestingCapture.SLOW_KEY;
        var batch = "[" + (EVENT + ",").repeat(99) + EVENT + "]";
        send("POST", query, batch, Map.of("Content-Type", BATCH));
        // When
        var response = send("POST", query, batch, Map.of("Content-Type", BATCH));
        // Then
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(response.body()).contains("\"reason\":\"RATE_LIMITED\"");
        assertThat(capture.sink().accepted()).hasSize(100);
    }

    @Test
    void keepsARejectedEventWithAFormatThatReadsItAgain() throws Exception {
        // When
        var response = send("POST", KEY, "{\"id\":\"1\"}", Map.of("Content-Type", STRUCTURED));
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(capture.sink().rejected()).singleElement().satisfies(rejected -> assertThat(rejected.getFormat())
                .isEqualTo("cloudevents"));
    }

    @Test
    void permitsWebhookSendersThatHaveAKey() throws Exception {
        // Given
        var origin = Map.of("WebHook-Request-Origin", "events.example.com");
        // When
        var permitted = send("OPTIONS", KEY, "", origin);
        var refused = send("OPTIONS", "", "", origin);
        var browser = send("OPTIONS", "", "", Map.of("Origin", "https://shop.example"));
        // Then
        assertThat(permitted.statusCode()).isEqualTo(200);
        assertThat(permitted.headers().firstValue("WebHook-Allowed-Origin")).hasValue("events.example.com");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(browser.statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String query, String body, Map<String, String> headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + capture.port() + "/cloudevents" + query))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
