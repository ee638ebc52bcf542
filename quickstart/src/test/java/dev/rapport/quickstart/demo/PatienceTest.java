package dev.rapport.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rapport.quickstart.report.ScoringAwayException;
import dev.rapport.quickstart.report.ScoringClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Patience patience = new Patience(Duration.ofMinutes(1));
    private final AtomicInteger status = new AtomicInteger(503);
    private HttpServer server;
    private ScoringClient scoring;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = "{\"experiments\":[{}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        scoring = new ScoringClient("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void bearsWithScoringThatIsAwayForAMoment() throws Exception {
        // Given
        assertThat(patience.ask(NOW, scoring::experiments)).isEmpty();
        assertThat(patience.ask(NOW.plusSeconds(60), scoring::experiments)).isEmpty();
        // When
        status.set(200);
        // Then
        assertThat(patience.ask(NOW.plusSeconds(61), scoring::experiments))
                .hasValueSatisfying(answer -> assertThat(answer).hasSize(1));
    }

    @Test
    void countsEveryAbsenceFromItsOwnStart() throws Exception {
        // Given
        patience.ask(NOW, scoring::experiments);
        status.set(200);
        patience.ask(NOW.plusSeconds(50), scoring::experiments);
        // When
        status.set(503);
        // Then
        assertThat(patience.ask(NOW.plusSeconds(100), scoring::experiments)).isEmpty();
    }

    @Test
    void givesUpWhenScoringStaysAway() throws Exception {
        // Given
        patience.ask(NOW, scoring::experiments);
        // When, Then
        assertThatThrownBy(() -> patience.ask(NOW.plusSeconds(61), scoring::experiments))
                .isInstanceOf(ScoringAwayException.class);
    }

    @Test
    void doesNotBearWithAWrongAnswer() {
        // Given
        status.set(404);
        // When, Then
        assertThatThrownBy(() -> patience.ask(NOW, scoring::experiments))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ScoringAwayException.class);
    }
}
