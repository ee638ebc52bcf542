package dev.rapport.ingestion.capture.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PrivacyDocumentationTest {
    private static final Pattern RULES = Pattern.compile("```yaml\n(.+?)\n```", Pattern.DOTALL);

    @Test
    void showsRulesThatCanBeUsed() throws IOException {
        // Given
        var shown = RULES.matcher(Files.readString(Path.of("../docs/privacy.md")));
        assertThat(shown.find()).isTrue();
        // When
        // Then
        assertThatCode(() -> PrivacyReader.read(shown.group(1))).doesNotThrowAnyException();
    }
}
