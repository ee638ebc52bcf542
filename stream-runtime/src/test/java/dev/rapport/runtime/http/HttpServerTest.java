package dev.rapport.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.metrics.Meters;
import io.javalin.http.BadRequestResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServerTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Meters meters = new Meters();
    private final AtomicReference<Health> model = new AtomicReference<>(new Health(true, true, "model is loaded"));
    private final AtomicReference<Health> stream = new AtomicReference<>(new Health(true, true, "stream is RUNNING"));

    @AfterEach
    void closeMeters() {
        meters.close();
    }

    @Test
    void isUpWhenEveryPartIs() throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").body())
                    .isEqualTo("{\"status\":\"UP\",\"details\":[\"model is loaded\",\"stream is RUNNING\"]}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/health/live, 200", "/health/ready, 200", "/refuses, 405"})
    void answersHeadWhereProbesAskSo(String path, int status) throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            // When
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody());
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            // Then
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void saysThatThereIsNothingInTheShapeOfAllErrors() throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            // When
            var answer = get(server, "/api/v2/metrics");
            // Then
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).isEqualTo("{\"error\":\"there is nothing at GET /api/v2/metrics\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /fails/%00 HTTP/1.1",
                "GET /fails/%ff HTTP/1.1",
                "GET /fails/%2e%2e/x HTTP/1.1",
                "GET /fails/%zz HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "POST /fails/a%2fb;c=d HTTP/1.1",
                "GET fails HTTP/1.1",
                "GET / HTTP/9.9",
                "G{T / HTTP/1.1"
            })
    void refusesWhatItCannotReadInTheShapeOfAllErrors(String requestLine) throws IOException {
        try (var server = start(Map.of())) {
            // When
            var answer = raw(server, requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            // Then
            var parts = answer.split("\r\n\r\n", 2);
            assertThat(parts[0]).matches("(?s)HTTP/1.1 (4..|505) .*").contains("Content-Type: application/json");
            assertThat(parts[0]).contains("X-Content-Type-Options: nosniff");
            assertThat(new ObjectMapper().readTree(parts[1]).path("error").asText())
                    .as(answer)
                    .isNotBlank();
        }
    }

    @Test
    void isLiveButNotReadyWhileAPartStarts() throws IOException, InterruptedException {
        // Given
        stream.set(new Health(true, false, "stream is REBALANCING"));
        try (var server = start(Map.of())) {
            // Then
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void isNotLiveWhenOnlyARestartHelps() throws IOException, InterruptedException {
        // Given
        model.set(new Health(false, false, "model has failed"));
        try (var server = start(Map.of())) {
            // Then
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void showsMetersToPrometheus() throws IOException, InterruptedException {
        // Given
        meters.registry().counter("rapport.dead.letters", "stage", "processing").increment(2);
        try (var server = start(Map.of())) {
            // When
            var answer = get(server, "/metrics");
            // Then
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(answer.body())
                    .contains("rapport_dead_letters_total{stage=\"processing\"} 2.0")
                    .contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void answersUnexpectedErrorsWithAnIdAndNothingElse() throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            // When
            var answer = get(server, "/fails/secret-customer");
            // Then
            assertThat(answer.statusCode()).isEqualTo(500);
            var body = new ObjectMapper().readTree(answer.body());
            assertThat(body.path("errorId").asText()).isNotBlank();
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    @Test
    void keepsTheStatusThatAHandlerChose() throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            assertThat(get(server, "/refuses").statusCode()).isEqualTo(400);
            assertThat(get(server, "/nowhere").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws IOException, InterruptedException {
        try (var server = start(Map.of("http.max-request-size", "10B"))) {
            assertThat(post(server, "x".repeat(10)).statusCode()).isEqualTo(200);
            assertThat(post(server, "x".repeat(11)).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertThatExceptionOfType(HttpServerException.class)
                    .isThrownBy(() ->
                            start(Map.of("http.port", Integer.toString(port))).close())
                    .withMessageContaining("port " + port)
                    .withMessageContaining("http.port")
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void saysInOneLineThatTheHostIsUnknown() {
        assertThatExceptionOfType(HttpServerException.class)
                .isThrownBy(
                        () -> start(Map.of("http.host", "no-such-host.invalid")).close())
                .withMessageContaining("no-such-host.invalid");
    }

    private HttpServer start(Map<String, String> flags) {
        var settings = Settings.of(Map.of("http.host", "127.0.0.1")).with(flags);
        var config = HttpServerConfig.from(new ConfigReader(settings), 0);
        HttpRoutes own = routes -> {
            routes.get("/fails/{id}", Role.CAPTURE, context -> {
                throw new IllegalStateException("secret");
            });
            routes.get("/refuses", Role.CAPTURE, context -> {
                throw new BadRequestResponse("no");
            });
            routes.post(
                    "/takes",
                    Role.CAPTURE,
                    context -> context.result(Integer.toString(context.body().length())));
        };
        return HttpServer.start(
                config, List.of(own, new AdminRoutes(meters.registry(), List.of(model::get, stream::get))));
    }

    /** As it stands: Java's own client refuses to send what is malformed. */
    private static String raw(HttpServer server, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, path)));
    }

    private HttpResponse<String> post(HttpServer server, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, "/takes")).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
