package dev.rapport.inference.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main class as a process of its own, with the log as operators see it; needs no Kafka: it never gets so far. */
final class InferenceMainIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    @TempDir
    private Path folder;

    @Test
    void saysEveryWrongSettingInALineOfItsOwn() throws IOException, InterruptedException {
        // When
        var code = run(
                "--registry.url=http://127.0.0.1:1",
                "--inference.batching.max-slots=0",
                "--inference.stream.drain=soon",
                "--inference.precision-level=fp8");
        // Then
        assertThat(stderr())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains(" ERROR "))
                .anySatisfy(line -> assertThat(line).contains("inference.batching.max-slots=0: must be at least 1"))
                .anySatisfy(line -> assertThat(line).contains("inference.stream.drain=soon"))
                .anySatisfy(line -> assertThat(line).contains("inference.precision-level"));
        assertThat(Files.readString(out())).isEmpty();
        assertThat(code).isEqualTo(WRONG_SETTINGS);
    }

    @Test
    void saysThatAFileOfSettingsIsNotThere() throws IOException, InterruptedException {
        // Given
        var file = folder.resolve("none.properties");
        // When
        var code = run("--config", file.toString());
        // Then
        assertThat(stderr()).singleElement().asString().contains("settings file " + file + " cannot be read");
        assertThat(code).isEqualTo(WRONG_SETTINGS);
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws IOException, InterruptedException {
        // When
        var code = run("start");
        // Then
        assertThat(stderr()).singleElement().asString().contains("start: expected --config FILE or --KEY=VALUE");
        assertThat(code).isEqualTo(WRONG_SETTINGS);
    }

    @Test
    void saysInOneLineThatKafkaIsAway() throws IOException, InterruptedException {
        // When
        var code = run(
                "--kafka.bootstrap.servers=127.0.0.1:1",
                "--registry.url=http://127.0.0.1:1",
                "--kafka.request.timeout.ms=500",
                "--kafka.default.api.timeout.ms=1000");
        // Then
        assertThat(code).isEqualTo(CANNOT_START);
        assertThat(stderr()).noneMatch(line -> line.startsWith("\tat "));
        assertThat(stderr())
                .filteredOn(line -> line.contains(" ERROR "))
                .singleElement()
                .asString()
                .contains("cannot start: cannot list the topics at 127.0.0.1:1: Timed out");
    }

    private int run(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Not the one of tests.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                InferenceMain.class.getName()));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command)
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> stderr() throws IOException {
        return Files.readAllLines(err());
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path err() {
        return folder.resolve("err");
    }
}
