package dev.rapport.ingestion.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @Test
    void saysWhatItWaitsForAndGivesUpInTime(@TempDir Path folder) throws IOException {
        // Given
        var file = Files.writeString(
                folder.resolve("events.jsonl"), "{\"type\":\"track\",\"event\":\"Viewed\",\"userId\":\"u\"}\n");
        var target = URI.create("http://localhost:" + freePort());
        var told = new Told();
        var replay = new Replay(new ReplayConfig(target, "key", 0, Duration.ofSeconds(1)), told, duration -> {});
        // When
        assertThatThrownBy(() -> replay.run(List.of(file), Optional.empty()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("did not take the events within 1 s");
        // Then
        assertThat(told.waiting).singleElement().asString().startsWith("waiting for " + target + ": ");
        assertThat(told.problems).isEmpty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static final class Told implements Replay.Listener {
        private final List<String> problems = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();

        @Override
        public void progress(ReplayReport soFar) {}

        @Override
        public void problem(String line) {
            problems.add(line);
        }

        @Override
        public void waiting(String line) {
            waiting.add(line);
        }
    }
}
