package dev.rapport.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.http.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoringClientTest {
    @TempDir
    private Path dir;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        var file = Files.writeString(dir.resolve("tokens"), "demo read a-token-of-the-demo");
        var settings = Settings.of(Map.of("http.host", "127.0.0.1", "http.tokens-file", file.toString()));
        server = HttpServer.start(
                HttpServerConfig.from(new ConfigReader(settings), 0),
                List.of(routes -> routes.get(
                        "/api/v1/experiments",
                        Role.READ,
                        context -> context.result("{\"experiments\":[{\"experiment\":\"spring\"}]}"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsWithItsToken() throws IOException, InterruptedException {
        // Given
        var client = new ScoringClient(url(), Optional.of("a-token-of-the-demo"));
        // When
        var experiments = client.experiments();
        // Then
        assertThat(experiments).hasSize(1);
    }

    @Test
    void saysWhereATokenIsGivenWhenItHasNone() {
        // Given
        var client = new ScoringClient(url());
        // When, Then
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(client::experiments)
                .withMessage("/api/v1/experiments answered 401: --token or RAPPORT_TOKEN must be a token with the role"
                        + " read");
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }
}
