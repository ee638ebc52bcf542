package dev.rapport.ingestion.capture.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.http.DocumentedCommands;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The how-to's own commands give the answers that it shows. */
final class CloudEventsDocumentationTest {
    @Test
    void showsAnswersThatCaptureGives() throws Exception {
        // When
        var commands = DocumentedCommands.run(Path.of("../docs/cloudevents.md"), Gate.OPEN);
        // Then
        assertThat(commands).isEqualTo(3);
    }
}
