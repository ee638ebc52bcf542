package dev.rapport.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow on purpose, over real sockets; the server under test gives a request two seconds. */
@Timeout(120)
final class RequestLimitsTest {
    private static final int SLOW_CLIENTS = 300;
    private static final String UNFINISHED = "POST /takes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{";

    /** What is looked at in a socket. */
    @FunctionalInterface
    private interface Check {
        boolean of(Socket socket) throws IOException;

        default boolean holds(Socket socket) {
            try {
                return of(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Meters meters = new Meters();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        meters.close();
    }

    @Test
    void givesThreadsToOthersWhileBodiesDrip() throws Exception {
        try (var server = start(Map.of("http.request-timeout", "60s", "http.max-pending-bodies", "500"))) {
            // Given
            open(server, UNFINISHED, SLOW_CLIENTS);
            drip();
            // When
            var health = get(server, "/health/ready");
            // Then
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(post(server).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void cutsOffABodyThatDrips() throws Exception {
        try (var server = start(Map.of())) {
            // Given
            open(server, UNFINISHED, 5);
            // When
            var left = sockets.stream();
            // Then
            assertThat(left).allSatisfy(socket -> await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isCutOff(socket)));
        }
    }

    @Test
    void refusesMoreUnfinishedBodiesOfOneClientThanAllowed() throws Exception {
        try (var server = start(Map.of("http.max-pending-bodies", "3", "http.request-timeout", "60s"))) {
            // Given
            open(server, UNFINISHED, 3);
            // When
            open(server, UNFINISHED, 1);
            // Then
            assertThat(line(firstThat(RequestLimitsTest::isAnswered))).isEqualTo("HTTP/1.1 429 Too Many Requests");
        }
    }

    @Test
    void cutsOffAHeaderThatDrips() throws Exception {
        try (var server = start(Map.of())) {
            // Given
            open(server, "GET /health/live HTTP/1.1\r\nX-Slow: a", 1);
            // When
            var slow = sockets.get(0);
            // Then
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isCutOff(slow));
        }
    }

    @Test
    void closesMoreConnectionsOfOneClientThanAllowed() throws Exception {
        try (var server = start(Map.of("http.max-connections-per-client", "4", "http.request-timeout", "60s"))) {
            // Given
            open(server, "", 4);
            // When
            open(server, "", 1);
            // Then
            assertThat(firstThat(RequestLimitsTest::isClosed)).isNotNull();
        }
    }

    @Test
    void servesOneConnectionAfterTheOtherForEver() throws Exception {
        try (var server = start(Map.of("http.max-connections-per-client", "4", "http.request-timeout", "60s"))) {
            for (var i = 0; i < 50; i++) {
                // Given
                open(server, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 1);
                var socket = sockets.get(i);
                // When
                var answer = line(socket);
                // Then
                assertThat(answer).as("connection %d", i + 1).isEqualTo("HTTP/1.1 200 OK");
                // To its end: the server, too, has closed it before the next one is opened.
                socket.getInputStream().readAllBytes();
                socket.close();
            }
        }
    }

    @Test
    void leavesThreadsToOthersWhileOneClientDoesNotReadItsAnswers() throws Exception {
        try (var server = start(Map.of("http.request-timeout", "60s"))) {
            // Given
            open(server, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", SLOW_CLIENTS);
            // When
            var health = get(server, "/health/ready");
            // Then
            assertThat(health.statusCode()).isEqualTo(200);
            close();
        }
    }

    @Test
    void takesABodyThatArrivesInTwoParts() throws Exception {
        try (var server = start(Map.of("http.request-timeout", "60s"))) {
            // Given
            open(server, "POST /takes HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab", 1);
            // When
            write(sockets.get(0), "cd");
            // Then
            assertThat(line(sockets.get(0))).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void givesEveryAnswerTheHeadersThatPagesNeed() throws Exception {
        try (var server = start(Map.of())) {
            for (var path : List.of("/health/ready", "/nowhere", "/fails", "/metrics")) {
                // When
                var answer = get(server, path);
                // Then
                SecurityHeaders.ALWAYS.forEach((name, value) ->
                        assertThat(answer.headers().allValues(name)).as(path).containsExactly(value));
            }
        }
    }

    private void open(HttpServer server, String text, int count) throws IOException {
        for (var i = 0; i < count; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(200);
            sockets.add(socket);
            write(socket, text);
        }
    }

    /** A byte more of each, so that none is idle. */
    private void drip() {
        sockets.forEach(socket -> write(socket, " "));
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // Closed by the server: refused.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of clients at the same time the server may have met any one last. */
    private Socket firstThat(Check check) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> sockets.stream().filter(check::holds).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Whether it ends although it goes on sending. */
    private static boolean isCutOff(Socket socket) throws IOException {
        write(socket, " ");
        return isClosed(socket);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static String line(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        var in = socket.getInputStream();
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private HttpServer start(Map<String, String> flags) {
        var settings = Settings.of(Map.of("http.host", "127.0.0.1", "http.request-timeout", "2s"))
                .with(flags);
        HttpRoutes own = routes -> {
            routes.post("/takes", Role.CAPTURE, context -> context.result(context.body()));
            routes.get("/large", Role.CAPTURE, context -> context.result(new byte[32 << 20]));
            routes.get("/fails", Role.CAPTURE, context -> {
                throw new IllegalStateException("broken");
            });
        };
        return HttpServer.start(
                HttpServerConfig.from(new ConfigReader(settings), 0),
                List.of(own, new AdminRoutes(meters.registry(), List.of())));
    }

    private HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        return http.send(request(server, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpServer server) throws IOException, InterruptedException {
        return http.send(
                request(server, "/takes").POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(HttpServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10));
    }
}
