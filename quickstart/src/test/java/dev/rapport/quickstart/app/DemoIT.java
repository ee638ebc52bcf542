package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class DemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path dir;

    @Test
    void accountsForEverythingThatTheShopDid() throws Exception {
        // Given
        var err = dir.resolve("err.txt");
        var file = dir.resolve("report.json");
        // When
        String printed;
        int code;
        try (var demo = RapportProcess.start(
                err, "demo", "--seconds=10", "--port=0", "--customers=60", "--rate=15", "--json", "--report=" + file)) {
            printed = demo.rest();
            code = demo.exitCode(30);
        }
        // Then
        var report = JSON.readTree(printed);
        assertThat(code).as(Files.readString(err)).isZero();
        assertThat(JSON.readTree(file.toFile())).isEqualTo(report);
        assertThat(report.path("reconciled").asBoolean()).isTrue();
        assertThat(report.path("problems")).isEmpty();
        assertThat(report.path("events").path("sent").asLong()).isGreaterThan(50);
        assertThat(report.path("replies").path("generated").asLong()
                        + report.path("replies").path("fallback").asLong())
                .isPositive();
        assertThat(report.path("latency").path("triggerToReply").path("p50Ms").asLong())
                .isPositive();
        assertThat(report.path("experiments")).isNotEmpty();
        assertThat(report.path("truth")).isNotEmpty();
        assertThat(Files.readString(err)).doesNotContain("WARN", "ERROR", "\tat ");
    }
}
