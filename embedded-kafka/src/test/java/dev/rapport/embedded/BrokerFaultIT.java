package dev.rapport.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a broker that was running: whoever runs it is told in one line, and can close it. */
final class BrokerFaultIT {
    @TempDir
    Path tmp;

    @Test
    void failsWhenItsDirectoryIsRemoved() throws Exception {
        // Given
        var data = tmp.resolve("data");
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(data))) {
            assertThat(kafka.failure()).isNotDone();
            // When
            delete(data);
            // Then
            assertThat(kafka.failure().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .message()
                    .startsWith("the data directory " + data + " was removed")
                    .hasLineCount(1);
        }
    }

    @Test
    void failsWhereKafkaWouldEndTheJvm() throws Exception {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp))) {
            // When
            assertThatThrownBy(() -> Exit.halt(1, "all log dirs have failed"))
                    .isInstanceOf(IllegalStateException.class);
            // Then
            assertThat(kafka.failure().get(60, TimeUnit.SECONDS)).hasMessage("Kafka stopped: all log dirs have failed");
        }
    }

    /** As {@code rm -r} does: files that Kafka makes anew meanwhile may stay. */
    private static void delete(Path tree) throws IOException {
        Files.delete(tree.resolve("written-by"));
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder())
                    .filter(Files::isRegularFile)
                    .toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
