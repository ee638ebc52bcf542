package dev.rapport.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rapport.benchmarks.measure.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoadClientTest {
    private static final byte[] REQUEST = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server;
    private final LoadClient client;
    private volatile String answer = "{\"success\":true}";

    LoadClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            served.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new LoadClient(server.getAddress().getPort(), List.of(REQUEST), 100, 2);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void countsWhatEveryConnectionSends() throws InterruptedException {
        // When
        var rate = client.unitsPerSecond(Duration.ofNanos(1));
        // Then
        assertThat(served.get()).isEqualTo(2);
        assertThat(rate).isPositive();
    }

    @Test
    void sendsAsManyAtASteadyRateAsTheTimeHasRoomFor() throws InterruptedException {
        // When
        var latencies = client.paced(100_000, Duration.ofMillis(20));
        // Then
        assertThat(served.get()).isEqualTo(20);
        assertThat(latencies.nanos()).hasSize(20).isSorted();
    }

    @Test
    void stopsAtAnAnswerThatIsNotWhatIsMeasured() {
        // Given
        answer = "{\"success\":true,\"rejected\":[{}]}";
        // When
        assertThatThrownBy(() -> client.unitsPerSecond(Duration.ofNanos(1)))
                // Then
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("rejected");
    }
}
