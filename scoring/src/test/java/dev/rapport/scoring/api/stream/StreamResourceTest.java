package dev.rapport.scoring.api.stream;

import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.view.StreamEvent.MetricChanged;
import dev.rapport.scoring.view.StreamEvent.ReplyPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamResourceTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Subscribers subscribers = new Subscribers(meters);
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64)), List.of(new StreamResource(subscribers)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        subscribers.close();
        server.close();
    }

    @Test
    void sendsRepliesAndRowsAsTheyArePublished() throws IOException, InterruptedException {
        // Given
        var lines = subscribe().body().iterator();
        assertThat(lines.next()).isEqualTo(": subscribed");
        // When
        subscribers.publish(new ReplyPublished(aReply().setText("电影 für dich").build()));
        subscribers.publish(new MetricChanged(
                new Metric("spring", "a", "email", MetricWindow.MINUTE, Instant.EPOCH, Map.of("sent", 1L), Map.of())));
        // Then
        assertThat(next(lines, "event: reply")).startsWith("data: {").contains("\"text\":\"电影 für dich\"");
        assertThat(next(lines, "event: metric"))
                .isEqualTo("data: {\"window\":\"1m\",\"campaign\":\"spring\",\"arm\":\"a\",\"channel\":\"email\","
                        + "\"windowStart\":\"1970-01-01T00:00:00Z\",\"counts\":{\"sent\":1},\"revenueMinor\":{}}");
    }

    @Test
    void refusesOneSubscriberTooMany() throws IOException, InterruptedException {
        // Given
        for (var i = 0; i < Subscribers.MAX_SUBSCRIBERS; i++) {
            subscribe();
        }
        await().until(() -> !subscribers.hasRoom());
        // When
        var refused = client.send(request(), BodyHandlers.ofString());
        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.body()).contains("too many subscribers");
    }

    @Test
    void endsAllSubscriptionsWhenClosed() throws IOException, InterruptedException {
        // Given
        var lines = subscribe().body().iterator();
        assertThat(lines.next()).isEqualTo(": subscribed");
        // When
        subscribers.close();
        // Then
        assertThat(lines.hasNext()).isFalse();
        assertThat(client.send(request(), BodyHandlers.ofString()).body()).contains("scoring is stopping");
    }

    @Test
    void endsASubscriptionWhoseTokenIsWithdrawn(@TempDir Path dir) throws IOException, InterruptedException {
        // Given
        var file = Files.writeString(dir.resolve("tokens"), "reader read a-token-of-the-reader");
        var settings = Settings.of(Map.of("http.host", "127.0.0.1", "http.tokens-file", file.toString()));
        var config = HttpServerConfig.from(new ConfigReader(settings), 0);
        try (var guarded = HttpServer.start(config, List.of(new StreamResource(subscribers)))) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + guarded.port() + StreamResource.PATH))
                    .header("Authorization", "Bearer a-token-of-the-reader")
                    .build();
            var lines = client.send(request, BodyHandlers.ofLines()).body().iterator();
            assertThat(lines.next()).isEqualTo(": subscribed");
            await().until(() ->
                    meters.get("rapport.scoring.stream.subscribers").gauge().value() == 1);
            // When
            Files.writeString(file, "other read a-token-of-the-other");
            // Then
            await().untilAsserted(() -> {
                subscribers.publish(new ReplyPublished(aReply().build()));
                assertThat(meters.get("rapport.scoring.stream.subscribers")
                                .gauge()
                                .value())
                        .isZero();
            });
            lines.forEachRemaining(line -> {});
        }
    }

    @Test
    void dropsASubscriberThatDoesNotReadAndNoOther() throws IOException, InterruptedException {
        // Given
        var lines = subscribe().body().iterator();
        assertThat(lines.next()).isEqualTo(": subscribed");
        try (var stuck = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            stuck.setReceiveBufferSize(1024);
            stuck.getOutputStream()
                    .write("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(read(stuck.getInputStream(), ": subscribed")).isTrue();
            var large = aReply().setText("x".repeat(100_000)).build();
            // When
            var read = 0;
            while (meters.get("rapport.scoring.stream.dropped").counter().count() == 0) {
                subscribers.publish(new ReplyPublished(large));
                next(lines, "event: reply");
                read++;
            }
            // Then
            assertThat(read).isGreaterThan(Subscriber.MAX_PENDING);
            assertThat(meters.get("rapport.scoring.stream.subscribers").gauge().value())
                    .isEqualTo(1);
        }
    }

    private HttpResponse<Stream<String>> subscribe() throws IOException, InterruptedException {
        var response = client.send(request(), BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return response;
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + StreamResource.PATH))
                .build();
    }

    /** The line behind a line. */
    private static String next(Iterator<String> lines, String line) {
        while (!lines.next().equals(line)) {
            // What stands between the events.
        }
        return lines.next();
    }

    private static boolean read(InputStream in, String text) throws IOException {
        var read = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.indexOf(text) >= 0) {
                return true;
            }
        }
        return false;
    }
}
