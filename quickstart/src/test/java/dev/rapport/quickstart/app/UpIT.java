package dev.rapport.quickstart.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.quickstart.report.Problem;
import dev.rapport.quickstart.report.Reconciliation;
import dev.rapport.quickstart.report.ScoringClient;
import dev.rapport.quickstart.report.TopicLedger;
import dev.rapport.quickstart.report.TopicTail;
import dev.rapport.quickstart.report.Traffic;
import dev.rapport.quickstart.simulator.Catalogue;
import dev.rapport.quickstart.simulator.Population;
import dev.rapport.quickstart.simulator.ShopEvent;
import dev.rapport.quickstart.simulator.Simulation;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class UpIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);

    @TempDir
    private Path dir;

    @Test
    void losesAndDoublesNothingWhenItIsKilledInAReplay() throws Exception {
        // Given
        var events = events();
        var file = write(events);
        var port = freePort();
        try (var first = up(port)) {
            var addresses = JSON.readTree(first.line());
            var url = addresses.path("schemaRegistry").asText();
            var replay = CompletableFuture.supplyAsync(() -> replay(file, url, "--rate=50"));
            awaitEvents(url, 1);
            // When
            first.kill();
            assertThat(replay).isNotDone();
            try (var second = up(port)) {
                var kafka = JSON.readTree(second.line()).path("kafka").asText();
                assertThat(replay.get(3, TimeUnit.MINUTES)).isZero();
                assertThat(replay(file, url)).isZero();
                // Then
                assertSettled(url, kafka, events);
                assertThat(metrics(url))
                        .hasSizeGreaterThan(20)
                        .allMatch(Files.readString(MetricsReferenceTest.REFERENCE)::contains);
                second.terminate();
                assertThat(second.rest()).isEmpty();
                assertThat(second.exitCode(60)).isZero();
                assertThat(Files.readString(dir.resolve("err.txt"))).isEmpty();
            }
        }
    }

    @Test
    void goesOnWhileTheModelsServerIsAway() throws Exception {
        // Given
        var events = events();
        var file = write(events);
        var modelPort = freePort();
        try (var process = up(freePort(), "--config=" + openAi(modelPort))) {
            var addresses = JSON.readTree(process.line());
            var url = addresses.path("schemaRegistry").asText();
            // When
            assertThat(replay(file, url)).isZero();
            awaitStatus(url + "/health/ready", 503);
            // Then
            assertThat(status(url + "/health/live")).isEqualTo(200);
            assertThat(replay(file, url)).isZero();
            var model = modelServer(modelPort);
            try {
                awaitStatus(url + "/health/ready", 200);
                assertSettled(url, addresses.path("kafka").asText(), events);
            } finally {
                model.stop(0);
            }
            process.terminate();
            assertThat(process.exitCode(60)).isZero();
            assertThat(Files.readString(dir.resolve("err.txt"))).contains("the model is unavailable");
        }
    }

    @Test
    void endsWithALineWhenItsDataIsRemoved() throws Exception {
        try (var process = up(freePort())) {
            process.line();
            // When
            try (var paths = Files.walk(dir.resolve("data"))) {
                for (var path : paths.filter(Files::isRegularFile).toList()) {
                    Files.deleteIfExists(path);
                }
            }
            // Then
            assertThat(process.exitCode(90)).isEqualTo(1);
            assertThat(Files.readAllLines(dir.resolve("err.txt")))
                    .last()
                    .asString()
                    .startsWith("rapport")
                    .contains("was removed");
        }
    }

    @Test
    void listensOnThisMachineOnly() throws Exception {
        try (var process = up(freePort())) {
            // When
            var addresses = JSON.readTree(process.line());
            // Then
            assertThat(addresses.path("host").asText()).isEqualTo("localhost");
            var port = URI.create(addresses.path("capture").asText()).getPort();
            var others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            assertThat(others).noneMatch(address -> accepts(address, port));
            assertThat(accepts(InetAddress.getLoopbackAddress(), port)).isTrue();
            process.terminate();
            assertThat(process.exitCode(60)).isZero();
        }
    }

    @Test
    void doesWhatTheReadmeSays() throws Exception {
        try (var process = up(freePort())) {
            var capture =
                    URI.create(JSON.readTree(process.line()).path("capture").asText());
            var readme = new ReadmeCommands("http://localhost:" + capture.getPort());
            // When
            readme.run();
            // Then
            assertThat(readme.problems()).isEmpty();
            process.terminate();
            assertThat(process.exitCode(60)).isZero();
        }
    }

    @Test
    void endsAtOnceWhenItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0);
                // When
                var process = up(taken.getLocalPort())) {
            // Then
            assertThat(process.rest()).isEmpty();
            assertThat(process.exitCode(5)).isEqualTo(1);
            assertThat(Files.readAllLines(dir.resolve("err.txt")))
                    .singleElement()
                    .asString()
                    .startsWith("rapport up: port ");
        }
    }

    @Test
    void listsEveryWrongSettingOfAConfigFile() throws Exception {
        // Given
        var file = Files.writeString(dir.resolve("wrong.properties"), "no.such.key=1\nstreams.threads=none\n");
        var err = new StringWriter();
        // When
        var code = RapportMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err))
                .execute("up", "--port=0", "--kafka-port=0", "--data-dir=" + dir.resolve("d"), "--config=" + file);
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("no.such.key", "streams.threads").doesNotContain("\tat ");
    }

    private RapportProcess up(int port, String... more) throws IOException {
        var args = new ArrayList<>(
                List.of("up", "--json", "--port=" + port, "--kafka-port=0", "--data-dir=" + dir.resolve("data")));
        args.addAll(List.of(more));
        return RapportProcess.start(dir.resolve("err.txt"), args.toArray(String[]::new));
    }

    /** Settings of a worker whose model is behind a port of this machine. */
    private Path openAi(int modelPort) throws IOException {
        return Files.write(
                dir.resolve("openai.properties"),
                List.of(
                        "inference.backend=openai",
                        "inference.openai.base-url=http://127.0.0.1:" + modelPort + "/v1",
                        "inference.openai.model=any",
                        "inference.openai.extensions=vllm",
                        "inference.openai.max-attempts=1"));
    }

    /** Writes the same text for every prompt. */
    private static HttpServer modelServer(int port) throws IOException {
        var answer = "{\"choices\": [{\"text\": \"Hello!\", \"finish_reason\": \"stop\"}]}".getBytes(UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void awaitStatus(String url, int status) {
        await().atMost(SETTLED_WITHIN).pollInterval(POLL).until(() -> status(url) == status);
    }

    private static int status(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Our own, as they stand in their reference. */
    private static List<String> metrics(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
        return CLIENT.send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("# TYPE rapport_"))
                .map(line -> line.split(" "))
                .filter(family -> !family[2].endsWith("_max"))
                .map(family -> "| `" + family[2] + "` | " + family[3] + " |")
                .toList();
    }

    private static int replay(Path file, String url, String... more) {
        var args = new ArrayList<>(List.of("replay", file.toString(), "--to", url, "--json"));
        args.addAll(List.of(more));
        return RapportMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                .execute(args.toArray(String[]::new));
    }

    private static void awaitEvents(String url, long least) {
        var scoring = new ScoringClient(url);
        await().atMost(SETTLED_WITHIN)
                .pollInterval(POLL)
                .until(() -> scoring.totals().events() >= least);
    }

    private static void assertSettled(String url, String kafka, List<ShopEvent> events) throws Exception {
        var ids = events.stream().map(ShopEvent::messageId).collect(Collectors.toSet());
        var ledger = new TopicLedger();
        var serdes = new AvroSerdes(new HttpSchemaRegistry(url));
        var deadline = Instant.now().plus(SETTLED_WITHIN);
        List<Problem> problems;
        try (var tail =
                new TopicTail(KafkaConnection.to(kafka), serdes, List.of("rapport-enrichment.dlq.v1"), ledger)) {
            do {
                tail.readToEnd();
                tail.poll(Duration.ofMillis(300));
                problems = Reconciliation.problems(ledger, new Traffic(0, 0, ids, 1), new ScoringClient(url).totals());
            } while (!problems.isEmpty() && Instant.now().isBefore(deadline));
        }
        assertThat(problems).isEmpty();
        assertThat(ledger.replyCount()).isPositive();
        assertThat(new ScoringClient(url).totals().events()).isEqualTo(ids.size());
    }

    /** A few minutes of a small shop that end now, without the broken events. */
    private static List<ShopEvent> events() {
        var end = Instant.now();
        var start = end.minus(Duration.ofMinutes(5));
        var simulation = new Simulation(9, "crash", Catalogue.of(9), Population.of(9, 40, 3), start);
        return simulation.advanceTo(end).stream()
                .filter(event -> event.json().containsKey("anonymousId")
                        && !event.json().containsKey("timestamp")
                        && !String.valueOf(event.json().get("properties")).contains("a lot"))
                .toList();
    }

    private Path write(List<ShopEvent> events) throws IOException {
        var lines = new ArrayList<String>();
        for (var event : events) {
            var json = new LinkedHashMap<>(event.json());
            json.put("messageId", event.messageId());
            json.put("timestamp", event.at().toString());
            lines.add(JSON.writeValueAsString(json));
        }
        return Files.write(dir.resolve("events.jsonl"), lines);
    }

    private static boolean accepts(InetAddress address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
