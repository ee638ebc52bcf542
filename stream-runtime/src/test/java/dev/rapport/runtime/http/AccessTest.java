package dev.rapport.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles and tokens as a client meets them. */
final class AccessTest {
    private static final String READER = "Bearer a-token-of-the-reader";
    private static final HttpRoutes ROUTES = routes -> {
        routes.get("/open", Role.CAPTURE, context -> context.result("open"));
        routes.get("/read", Role.READ, context -> context.result("read"));
        routes.post("/operate", Role.OPERATE, context -> context.result("operated"));
    };

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path dir;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                dir.resolve("tokens"), "reader read a-token-of-the-reader\nboss operate a-token-of-the-boss\n");
    }

    @Test
    void asksForATokenInTheWordsOfHttp() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            // When
            var answer = get(server.port(), "/read");
            // Then
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic realm=\"rapport\"");
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"a token is needed: send the header Authorization: Bearer TOKEN\"}");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void letsAReaderReadAndNotOperate() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            // When
            var reading = get(server.port(), "/read", "Authorization", READER);
            var operating = post(server.port(), "/operate", "Authorization", READER);
            // Then
            assertThat(reading.body()).isEqualTo("read");
            assertThat(operating.statusCode()).isEqualTo(403);
            assertThat(operating.body())
                    .isEqualTo("{\"error\":\"the token of reader has the role read, this needs operate\"}");
        }
    }

    @Test
    void takesATokenAsThePasswordThatABrowserAsksFor() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            // When
            var answer = get(server.port(), "/read", "Authorization", basic("anyone:a-token-of-the-reader"));
            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesTheNameOfTheSchemeInAnyCase() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            // When
            var answer = get(server.port(), "/read", "Authorization", READER.replace("Bearer", "bearer"));
            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAChangeFromAPageOfAnotherSite() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            var boss = basic("anyone:a-token-of-the-boss");
            // When
            var foreign = post(server.port(), "/operate", "Authorization", boss, "Origin", "https://evil.example");
            var own = post(
                    server.port(), "/operate", "Authorization", boss, "Origin", "http://127.0.0.1:" + server.port());
            // Then
            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(own.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAPageWhoseNameLeadsToThisMachine() throws Exception {
        try (var server = start(Map.of())) {
            // When
            var answer = getAs("evil.example:" + server.port(), server.port(), "/read");
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 421 ")
                    .endsWith("{\"error\":\"this server has another name: call it localhost, or add the name to"
                            + " http.host-names\"}");
            assertThat(getAs("localhost:" + server.port(), server.port(), "/read"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(getAs("evil.example:" + server.port(), server.port(), "/open"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void takesTheNamesThatItIsGiven() throws Exception {
        try (var server = start(Map.of("http.host-names", "rapport.example"))) {
            // When
            var answer = getAs("rapport.example", server.port(), "/read");
            // Then
            assertThat(answer).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void saysToAnOpenStreamThatItsTokenWasWithdrawn() throws Exception {
        // Given
        var granted = new CopyOnWriteArrayList<Access>();
        HttpRoutes stream = routes -> routes.get("/stream", Role.READ, context -> granted.add(Access.of(context)));
        try (var server = start(Map.of("http.tokens-file", file.toString()), stream)) {
            get(server.port(), "/stream", "Authorization", READER);
            var before = granted.get(0).holds();
            // When
            Files.writeString(file, "other read a-token-of-the-other");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            // Then
            assertThat(before).isTrue();
            await().untilAsserted(() -> assertThat(granted.get(0).holds()).isFalse());
        }
    }

    @Test
    void answersCaptureAndHealthWithoutAToken() throws Exception {
        try (var server = start(Map.of("http.tokens-file", file.toString()))) {
            // When
            var answer = get(server.port(), "/open");
            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void hasPublicRoutesOnlyOnThePublicListener() throws Exception {
        var port = freePort();
        try (var server = start(Map.of("http.public-port", Integer.toString(port), "http.public-host", "127.0.0.1"))) {
            // When
            var open = get(port, "/open");
            var read = get(port, "/read");
            // Then
            assertThat(open.statusCode()).isEqualTo(200);
            assertThat(read.statusCode()).isEqualTo(404);
            assertThat(get(server.port(), "/read").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesTheTokensOfAFileThatHasChanged() throws IOException {
        // Given
        var tokens = AccessConfig.open(file);
        Files.writeString(file, "other read a-token-of-the-other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        // When
        tokens.look();
        // Then
        assertThat(tokens.current().holderOf("a-token-of-the-reader")).isEmpty();
        assertThat(tokens.current().holderOf("a-token-of-the-other")).isPresent();
    }

    @Test
    void refusesToStartWithAFileThatCannotBeUsed() throws IOException {
        // Given
        Files.writeString(file, "reader read short");
        var in = new ConfigReader(Settings.of(Map.of("http.tokens-file", file.toString(), "http.access", "open")));
        HttpServerConfig.from(in, 0);
        // When
        var refusal = catchThrowableOfType(ConfigException.class, in::finish);
        // Then
        assertThat(refusal.problems())
                .containsExactly("http.tokens-file=" + file + ": line 1: a token must have at least 16 characters");
    }

    /** As a program that names the server as it likes, which Java's client does not. */
    private static String getAs(String host, int port, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpServer start(Map<String, String> flags) {
        return start(flags, ROUTES);
    }

    private static HttpServer start(Map<String, String> flags, HttpRoutes routes) {
        var settings = new LinkedHashMap<>(Map.of("http.host", "127.0.0.1"));
        settings.putAll(flags);
        return HttpServer.start(HttpServerConfig.from(new ConfigReader(Settings.of(settings)), 0), List.of(routes));
    }

    private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        return send(request(port, path, headers));
    }

    private HttpResponse<String> post(int port, String path, String... headers) throws Exception {
        return send(request(port, path, headers).POST(BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(int port, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
