package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    static final Path REFERENCE = Path.of("../docs/reference/metrics.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| ([^|]+) \\|( [^|]*|) \\| (.+) \\|");

    private static String rendered = "";

    @BeforeAll
    static void render() {
        rendered = MetricsReference.render();
    }

    @Test
    void referenceOfMetricsIsWhatTheCodeDeclares() throws IOException {
        // Given
        if (System.getProperty("update") != null) {
            Files.writeString(REFERENCE, rendered);
        }
        // Then
        assertThat(rendered)
                .as(
                        "docs/reference/metrics.md is stale: run ./mvnw -pl quickstart -am test -Dupdate and review the difference")
                .isEqualTo(Files.readString(REFERENCE));
    }

    @Test
    void everyMeterSaysWhatItIsAndItsUnit() {
        assertThat(rows()).hasSizeGreaterThan(30).allSatisfy(row -> {
            var parts = ROW.matcher(row);
            assertThat(parts.matches()).as(row).isTrue();
            assertThat(parts.group(3)).as(row).isNotBlank();
            assertThat(parts.group(5)).as(row).matches("[A-Z].{10,}\\.");
        });
    }

    @Test
    void everyNameStandsForOneMeter() {
        // When
        var names = rows().stream().map(row -> row.split("`", 3)[1]).toList();
        // Then
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("rapport_"));
    }

    private static List<String> rows() {
        return rendered.lines().filter(line -> line.startsWith("| `")).toList();
    }
}
