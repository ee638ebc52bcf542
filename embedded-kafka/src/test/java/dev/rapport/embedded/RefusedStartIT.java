package dev.rapport.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that keeps a broker from starting is one line that says what to do, and leaves nothing running. */
final class RefusedStartIT {
    @TempDir
    Path tmp;

    @Test
    void refusesDirectoryOfAnotherInstanceInThisProcess() {
        // Given
        var config = EmbeddedKafkaConfig.in(tmp);
        try (var kafka = EmbeddedKafka.start(config)) {
            assertThat(kafka.bootstrapServers()).isNotBlank();
            // When, Then
            assertRefused(config, "in use by another running instance (process ");
        }
        EmbeddedKafka.start(config).close();
    }

    @Test
    void refusesDirectoryOfAnotherProcess() throws Exception {
        // Given
        var process = BrokerProcess.start(tmp);
        try {
            // When, Then
            assertRefused(
                    EmbeddedKafkaConfig.in(tmp),
                    "in use by another running instance (process "
                            + process.process().pid() + ")");
        } finally {
            process.kill();
        }
    }

    @Test
    void refusesTakenPort() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            var config = EmbeddedKafkaConfig.in(tmp).withPort(other.getLocalPort());
            // When, Then
            assertRefused(config, "port " + other.getLocalPort() + " of 127.0.0.1 is taken");
        }
        EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp)).close();
    }

    @Test
    void refusesDirectoryWrittenByNewerKafka() throws IOException {
        // Given
        EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp)).close();
        edit(tmp.resolve("written-by"), "kafka.version=.*", "kafka.version=99.0.1");
        // When, Then
        assertRefused(EmbeddedKafkaConfig.in(tmp), "was written by Kafka 99.0.1, newer than this Kafka ");
    }

    @Test
    void refusesLogsOfAnotherCluster() throws IOException {
        // Given
        EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp)).close();
        edit(tmp.resolve("log").resolve("meta.properties"), "cluster.id=.*", "cluster.id=someOtherClustersId0Q");
        // When, Then
        assertRefused(EmbeddedKafkaConfig.in(tmp), "its logs belong to someOtherClustersId0Q");
    }

    @Test
    void refusesALogSegmentThatWasCutShort() throws Exception {
        // Given
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp))) {
            var client = new TestingClient(kafka.bootstrapServers());
            client.createTopic("letters");
            client.write("letters", 1L, "a", "b");
        }
        var segment = tmp.resolve("log/letters-0/00000000000000000000.log");
        var bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 7));
        // When, Then
        assertRefused(EmbeddedKafkaConfig.in(tmp), "the log segment " + segment + " is damaged: ");
        // Then: without them, if that is what the operator wants
        Files.delete(tmp.resolve("segment-sizes"));
        EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp)).close();
    }

    @Test
    void refusesDirectoryWithForeignFiles() throws IOException {
        // Given
        Files.writeString(tmp.resolve("holiday.jpg"), "a beach");
        // When, Then
        assertRefused(EmbeddedKafkaConfig.in(tmp), "holds files that are not of this broker");
        assertThat(tmp).isDirectoryNotContaining(path -> !path.endsWith("holiday.jpg"));
    }

    @Test
    void refusesPathThatCannotBeADirectory() throws IOException {
        // Given
        var file = Files.writeString(tmp.resolve("file"), "");
        // When, Then
        assertRefused(EmbeddedKafkaConfig.in(file.resolve("data")), "cannot use " + file.resolve("data"));
    }

    @Test
    void refusesDirectoryWithoutWritePermission() {
        // Given
        var cause = new AccessDeniedException(tmp.toString());
        // When
        var refusal = StartFailures.unusable(tmp, cause);
        // Then
        assertThat(refusal).hasMessage("no permission to write " + tmp + "; choose another directory");
    }

    @Test
    void refusesFullDisk() {
        // Given
        var config = new EmbeddedKafkaConfig(tmp, 0, Long.MAX_VALUE, Map.of());
        // When, Then
        assertRefused(config, "the disk of " + tmp + " is full");
    }

    @Test
    void refusesSettingThatKafkaDoesNotAccept() {
        assertRefused(EmbeddedKafkaConfig.in(tmp).withSetting("num.io.threads", "many"), "num.io.threads");
    }

    @Test
    void startsAgainAfterACrashWhileFormatting() throws IOException {
        // Given
        Files.createFile(tmp.resolve("instance.lock"));
        Files.createDirectories(tmp.resolve("log.new"));
        Files.createDirectories(tmp.resolve("log"));
        // When
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(tmp))) {
            // Then
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    private static void assertRefused(EmbeddedKafkaConfig config, String because) {
        assertThatThrownBy(() -> EmbeddedKafka.start(config).close())
                .isInstanceOf(EmbeddedKafkaException.class)
                .message()
                .contains(because)
                .hasLineCount(1);
    }

    private static void edit(Path file, String pattern, String replacement) throws IOException {
        Files.writeString(file, Files.readString(file).replaceAll(pattern, replacement));
    }
}
