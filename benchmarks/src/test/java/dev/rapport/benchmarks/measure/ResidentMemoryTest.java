package dev.rapport.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ResidentMemoryTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void neverHasMoreThanItsPeak() {
        // When
        var now = ResidentMemory.bytes();
        var peak = ResidentMemory.peakBytes();
        // Then
        assertThat(now).isGreaterThan(1L << 20);
        assertThat(peak).isGreaterThanOrEqualTo(now);
    }

    @Test
    void tellsNothingOfAProcessThatHasEnded() throws IOException, InterruptedException {
        // Given
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var ended = new ProcessBuilder(List.of(java, "--version"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        // When
        var peak = ResidentMemory.peakBytes(ended.toHandle());
        // Then
        assertThat(peak).isZero();
    }

    @Test
    void comparesInMebibytes() {
        assertThat(ResidentMemory.compared(512L << 20, 2048L << 20, "transformers"))
                .hasValueSatisfying(result -> {
                    assertThat(result).isEqualTo(new CaseResult("memory-peak", 512, "MiB", 2048, "transformers"));
                    assertThat(result.ratio()).isEqualTo(0.25);
                });
    }

    @Test
    void comparesNothingThatTheSystemDoesNotTell() {
        assertThat(ResidentMemory.compared(0, 1, "transformers")).isEmpty();
        assertThat(ResidentMemory.compared(1, 0, "transformers")).isEmpty();
    }
}
