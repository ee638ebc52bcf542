package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference/config.md");

    @Test
    void referenceOfSettingsIsWhatTheServicesRead() throws IOException {
        // Given
        var rendered = ConfigReference.render();
        if (System.getProperty("update") != null) {
            Files.writeString(REFERENCE, rendered);
        }
        // Then
        assertThat(rendered)
                .as(
                        "docs/reference/config.md is stale: run ./mvnw -pl quickstart -am test -Dupdate and review the difference")
                .isEqualTo(Files.readString(REFERENCE));
    }

    @Test
    void everySettingSaysWhatItIs() {
        // When
        var rows = ConfigReference.render()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        // Then
        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> assertThat(row)
                .endsWith(". |"));
    }
}
