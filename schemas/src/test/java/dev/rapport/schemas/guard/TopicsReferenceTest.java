package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TopicsReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "topics.md");

    @Test
    void isWhatTheCatalogueAndTheSchemasSay() throws IOException {
        // Given
        var rendered = TopicsReference.render();
        if (System.getProperty("update") != null) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, rendered);
        }
        // When
        var written = Files.readString(REFERENCE);
        // Then
        assertThat(written)
                .as("docs/reference/topics.md is stale: run ./mvnw -pl schemas test -Dupdate and review the difference")
                .isEqualTo(rendered);
    }
}
