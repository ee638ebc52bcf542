package dev.rapport.ingestion.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.http.DocumentedCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The how-to's own commands give the answers that it shows. */
final class PlanDocumentationTest {
    private static final Path DOCUMENT = Path.of("../docs/tracking-plan.md");
    private static final Path EXAMPLE = Path.of("../examples/tracking-plan/plan.yaml");
    private static final Pattern PLAN = Pattern.compile("```yaml\n(.+?)\n```", Pattern.DOTALL);

    @Test
    void showsAnswersThatCaptureGives() throws Exception {
        // Given
        var plan = PlanReader.read(Files.readString(EXAMPLE));
        var check = new PlanCheck(() -> plan, new PlanMeters(new SimpleMeterRegistry()));
        // When
        var commands = DocumentedCommands.run(DOCUMENT, Gate.of(Optional.of(check), Optional.empty()));
        // Then
        assertThat(commands).isEqualTo(3);
    }

    @Test
    void showsAPlanThatCanBeUsed() throws IOException {
        // Given
        var shown = PLAN.matcher(Files.readString(DOCUMENT));
        assertThat(shown.find()).isTrue();
        // When
        // Then
        assertThatCode(() -> PlanReader.read(shown.group(1))).doesNotThrowAnyException();
    }
}
