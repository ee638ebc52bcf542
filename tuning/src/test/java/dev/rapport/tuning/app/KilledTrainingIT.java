package dev.rapport.tuning.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.testkit.slow.Slow;
import dev.rapport.tuning.checkpoint.TestingModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in processes of their own, one of which is killed. */
@Slow
class KilledTrainingIT {
    private static final long MINUTES = 3;

    @TempDir
    Path folder;

    @Test
    void goesOnAfterAKillAsIfNothingHadHappened() throws Exception {
        // Given
        var data = pairs();
        var undisturbed = tune(data, "undisturbed", "--save-every=1000");
        assertThat(end(undisturbed)).isZero();
        var killed = tune(data, "killed", "--save-every=0.0001");
        waitFor(killed, "saved at step");
        killed.destroyForcibly().waitFor();
        assertThat(folder.resolve("killed/training-state.safetensors")).exists();
        assertThat(folder.resolve("killed/MODEL_CARD.md")).content().contains("unfinished");
        // When
        var unwanted = tune(data, "killed");
        var resumed = tune(data, "killed", "--resume");
        var result = result(resumed);
        // Then
        assertThat(errors(unwanted)).contains("unfinished training", "--resume").hasLineCount(1);
        assertThat(end(unwanted)).isEqualTo(2);
        assertThat(end(resumed)).as(errors(resumed)).isZero();
        assertThat(result.path("loss")).isEqualTo(result(undisturbed).path("loss"));
        assertThat(folder.resolve("killed/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("undisturbed/model.safetensors"));
        assertThat(folder.resolve("killed/training-state.safetensors")).doesNotExist();
        assertThat(steps("killed")).isEqualTo(steps("undisturbed"));
    }

    @Test
    void savesAndEndsInGoodOrderWhenAsked() throws Exception {
        // Given
        var data = pairs();
        var asked = tune(data, "asked", "--save-every=1000");
        waitFor(asked, "step ");
        // When
        asked.toHandle().destroy(); // leaves what it says to be read
        // Then
        assertThat(asked.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(errors(asked)).contains("saved at step").doesNotContain("SIGSEGV", "fatal");
        assertThat(result(asked).isMissingNode()).isTrue();
        assertThat(folder.resolve("asked/training-state.safetensors")).exists();
    }

    private Process tune(Path data, String out, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=logback-stderr.xml",
                "-cp",
                System.getProperty("java.class.path"),
                TuneMain.class.getName(),
                "--data=" + data,
                "--model=" + TestingModel.in(folder.resolve("micro")),
                "--epochs=30",
                "--patience=0",
                "--threads=1",
                "--json",
                "--out=" + folder.resolve(out)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
    }

    private static void waitFor(Process process, String beginning) throws IOException {
        var lines = process.errorReader(StandardCharsets.UTF_8);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return;
            }
        }
        throw new AssertionError("the training ended without a line that begins with " + beginning);
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static JsonNode result(Process process) throws IOException {
        return new ObjectMapper().readTree(process.getInputStream());
    }

    private static String errors(Process process) throws IOException {
        return process.errorReader(StandardCharsets.UTF_8)
                .lines()
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** Step, tokens and losses of every line of a log: all but the times. */
    private List<String> steps(String out) throws IOException {
        var steps = new ArrayList<String>();
        for (var line : Files.readAllLines(folder.resolve(out).resolve("training-log.jsonl"))) {
            var entry = new ObjectMapper().readTree(line);
            steps.add(entry.path("step") + " " + entry.path("loss") + " " + entry.path("validationLoss") + " "
                    + entry.path("learningRate"));
        }
        return steps;
    }

    private Path pairs() throws IOException {
        var text = new StringBuilder();
        for (var i = 0; i < 200; i++) {
            text.append("{\"prompt\": \"count from ")
                    .append(i)
                    .append(":\", \"reply\": \" ")
                    .append(i + 1)
                    .append(' ')
                    .append(i + 2)
                    .append(" and so on\"}\n");
        }
        return Files.writeString(folder.resolve("pairs.jsonl"), text);
    }
}
