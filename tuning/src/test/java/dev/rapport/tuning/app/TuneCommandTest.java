package dev.rapport.tuning.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.tuning.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TuneCommandTest {
    @TempDir
    Path folder;

    @Test
    void trainsOnPairsThenGoesOnFromTheCheckpoint() throws IOException {
        // Given
        var data = pairs(60);
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        // When
        var scratch = run("--data", data, "--from-scratch", "micro", "--out", first, "--tokens", 4_000, "--json");
        var onward = run("--data", data, "--model", first, "--out", second, "--tokens", 2_000, "--json");
        // Then
        assertThat(scratch.exit).as(scratch.err).isZero();
        assertThat(onward.exit).as(onward.err).isZero();
        var before = new ObjectMapper().readTree(scratch.out);
        var after = new ObjectMapper().readTree(onward.out);
        assertThat(before.path("tokens").asLong()).isGreaterThanOrEqualTo(4_000);
        assertThat(after.path("heldOutLoss").asDouble())
                .isPositive()
                .isLessThan(before.path("heldOutLoss").asDouble());
        assertThat(Checkpoint.read(second).tokenizer())
                .isEqualTo(Checkpoint.read(first).tokenizer());
        assertThat(second.resolve("MODEL_CARD.md")).content().contains("pairs.jsonl");
    }

    @Test
    void writesNothingWhenALineIsBad() throws IOException {
        // Given
        var data = pairs(3);
        Files.writeString(data, Files.readString(data) + "{\"prompt\": \"x\"}\n");
        var out = folder.resolve("out");
        // When
        var result = run("--data", data, "--from-scratch", "micro", "--out", out);
        // Then
        assertThat(result.exit).isEqualTo(1);
        assertThat(result.err.strip())
                .startsWith("rapport tune: " + data + ":4: \"reply\" must be text")
                .doesNotContain("\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void failsInOneLineWithoutTheDataFile() {
        var result = run("--data", folder.resolve("none"), "--from-scratch", "micro", "--out", folder.resolve("out"));
        assertThat(result.exit).isEqualTo(1);
        assertThat(result.err.strip()).endsWith("none does not exist").doesNotContain("\n");
    }

    @Test
    void failsInOneLineWithoutTheModel() throws IOException {
        var result = run("--data", pairs(20), "--model", folder.resolve("none"), "--out", folder.resolve("out"));
        assertThat(result.exit).isEqualTo(1);
        assertThat(result.err.strip()).contains("none: no such folder").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--generated --from-scratch small",
                "--generated --from-scratch small --model y --out x",
                "--from-scratch small --out x",
                "--generated --from-scratch huge --out x",
                "--generated --data f --from-scratch small --out x",
                "--generated --from-scratch small --out x --minutes 0",
                "--generated --from-scratch small --out x --precision int4"
            })
    void refusesWrongUsage(String arguments) {
        assertThat(run((Object[]) arguments.split(" ")).exit).isEqualTo(2);
    }

    private Path pairs(int count) throws IOException {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append("{\"prompt\": \"count ").append(i).append(":\", \"reply\": \" one two three four\"}\n");
        }
        return Files.writeString(folder.resolve("pairs.jsonl"), text);
    }

    private static Result run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = new CommandLine(new TuneCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }

    private record Result(int exit, String out, String err) {}
}
