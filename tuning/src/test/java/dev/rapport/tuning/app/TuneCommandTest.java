package dev.rapport.tuning.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.tuning.checkpoint.TestingModel;
import dev.rapport.tuning.checkpoint.TrainableModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TuneCommandTest {
    @TempDir
    Path folder;

    @Test
    void tunesAModelAndTunesTheResultFurther() throws IOException {
        // Given
        var data = pairs(60);
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        // When
        var once = run("--data", data, "--model", micro(), "--out", first, "--tokens", 4_000, "--json");
        var onward = run("--data", data, "--model", first, "--out", second, "--tokens", 2_000, "--json");
        // Then
        assertThat(once.exit).as(once.err).isZero();
        assertThat(onward.exit).as(onward.err).isZero();
        var before = new ObjectMapper().readTree(once.out);
        var after = new ObjectMapper().readTree(onward.out);
        assertThat(before.path("tokens").asLong()).isGreaterThanOrEqualTo(4_000);
        assertThat(after.path("heldOutLoss").asDouble())
                .isPositive()
                .isLessThan(before.path("heldOutLoss").asDouble());
        assertThat(TrainableModel.read(second).tokenizer())
                .isEqualTo(TrainableModel.read(first).tokenizer());
        assertThat(second.resolve("MODEL_CARD.md")).content().contains("pairs.jsonl", "perplexity");
        assertThat(second.resolve("training-log.jsonl")).content().contains("\"validationLoss\"");
        assertThat(ImageIO.read(second.resolve("loss.png").toFile())).isNotNull();
        assertThat(second.resolve("training-state.safetensors")).doesNotExist();
        assertThat(after.path("heldOut").path("examples").asInt()).isBetween(1, 20);
        assertThat(after.path("heldOut").path("perplexity").asDouble())
                .isLessThan(after.path("heldOut").path("perplexityBefore").asDouble());
    }

    @Test
    void givesTheSameFileForTheSameSeed() throws IOException {
        // Given
        var data = pairs(60);
        // When
        for (var out : List.of("one", "two")) {
            var result = run("--data", data, "--model", micro(), "--out", folder.resolve(out), "--tokens", 3_000);
            assertThat(result.exit).as(result.err).isZero();
        }
        // Then
        assertThat(folder.resolve("two/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("one/model.safetensors"));
    }

    @Test
    void namesThePairThatIsTooLongBeforeItWritesAnything() throws IOException {
        // Given
        var data = pairs(30);
        Files.writeString(
                data, "\n{\"prompt\": \"" + "x7".repeat(600) + "\", \"reply\": \" y\"}\n", StandardOpenOption.APPEND);
        var out = folder.resolve("out");
        // When
        var refused = run("--data", data, "--model", micro(), "--out", out);
        // Then
        assertThat(refused.exit).isEqualTo(2);
        assertThat(refused.err.strip())
                .startsWith("rapport tune: " + data + ":32: prompt and reply have ")
                .contains("the model takes 512", "--skip-long")
                .doesNotContain("\n");
        assertThat(out).doesNotExist();
        // When
        var skipped = run("--data", data, "--model", micro(), "--out", out, "--skip-long", "--tokens", 1_000);
        // Then
        assertThat(skipped.exit).as(skipped.err).isZero();
        assertThat(skipped.err).contains("30 of the 31 pairs (1 left out as too long) are used");
        assertThat(skipped.out).contains("30 pairs used, 1 too long and left out.");
        assertThat(out.resolve("MODEL_CARD.md")).content().contains("30 of the 31 pairs (1 left out as too long) of");
    }

    @Test
    void countsWhatItLeavesOutAsJson() throws IOException {
        // Given
        var data = pairs(30);
        var tooLong = "{\"prompt\": \"" + "x7".repeat(600) + "\", \"reply\": \" y\"}\n";
        Files.writeString(data, tooLong.repeat(3), StandardOpenOption.APPEND);
        // When
        var result = run(
                "--data",
                data,
                "--model",
                micro(),
                "--out",
                folder.resolve("out"),
                "--skip-long",
                "--tokens",
                500,
                "--json");
        // Then
        assertThat(result.exit).as(result.err).isZero();
        assertThat(new ObjectMapper().readTree(result.out).path("pairs").toString())
                .isEqualTo("{\"used\":30,\"tooLong\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pairs-out none/p.jsonl",
                "--pairs-out .",
                "--pairs-out p --out /proc/x",
                "--pairs-out p --out x --learning-rate 5"
            })
    void findsAWrongOptionBeforeItReadsThePipeline(String options) throws IOException {
        // When
        var result = run(
                (Object[]) ("--from-pipeline --bootstrap 127.0.0.1:1 --model " + micro() + " " + options).split(" "));
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err).doesNotContain("127.0.0.1:1");
    }

    @Test
    void saysWhyNothingCanBeWritten() throws IOException {
        // When
        var result = run("--data", pairs(30), "--model", micro(), "--out", "/proc/x");
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err.strip())
                .startsWith("rapport tune: /proc/x: nothing can be written there: ")
                .doesNotEndWith(": ")
                .doesNotContain("/proc/.x")
                .doesNotContain("\n");
    }

    @Test
    void namesTheOptionThatIsWrong() throws IOException {
        // Given
        var out = folder.resolve("out");
        // When
        var device = run("--data", pairs(30), "--device", "tpu", "--out", out);
        var directory = run("--data", folder, "--model", micro(), "--out", out);
        // Then
        assertThat(device.exit).isEqualTo(2);
        assertThat(device.err).contains("--device tpu: must be auto, cpu or cuda");
        assertThat(directory.exit).isEqualTo(2);
        assertThat(directory.err.strip())
                .isEqualTo("rapport tune: " + folder + " cannot be read: it is a folder, not a file");
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesToGoOnWithAFinishedTraining() throws IOException {
        // Given
        var out = folder.resolve("out");
        var options = new Object[] {"--data", pairs(30), "--model", micro(), "--out", out, "--tokens", 500};
        assertThat(run(options).exit).isZero();
        // When
        var result =
                run(Stream.concat(Stream.of(options), Stream.of("--resume")).toArray());
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err.strip()).endsWith("holds no unfinished training, so there is nothing to --resume");
    }

    @Test
    void refusesToWriteOverTheModelItBeginsWith() throws IOException {
        // Given
        var model = folder.resolve("model");
        var data = pairs(30);
        assertThat(run("--data", data, "--model", micro(), "--out", model, "--tokens", 500).exit)
                .isZero();
        // When
        var result = run("--data", data, "--model", model, "--out", model);
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err).contains("is the model to start from");
    }

    @Test
    void writesNothingWhenALineIsBad() throws IOException {
        // Given
        var data = pairs(3);
        Files.writeString(data, Files.readString(data) + "{\"prompt\": \"x\"}\n");
        var out = folder.resolve("out");
        // When
        var result = run("--data", data, "--model", micro(), "--out", out);
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err.strip())
                .startsWith("rapport tune: " + data + ":4: \"reply\" is missing")
                .doesNotContain("\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void failsInOneLineWithoutTheDataFile() throws IOException {
        var result = run("--data", folder.resolve("none"), "--model", micro(), "--out", folder.resolve("out"));
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err.strip())
                .endsWith("none cannot be read: no such file or folder")
                .doesNotContain("\n");
    }

    @Test
    void failsInOneLineWithoutTheModel() throws IOException {
        var result = run("--data", pairs(20), "--model", folder.resolve("none"), "--out", folder.resolve("out"));
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err.strip()).contains("none: no such folder").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--data f",
                "--out x",
                "--data f --from-pipeline --out x",
                "--data f --out x --minutes 0",
                "--data f --out x --epochs 0",
                "--data f --out x --save-every 0",
                "--data f --out x --patience -1",
                "--from-pipeline",
                "--from-pipeline --out x --resume",
                "--data f --bootstrap k:1 --out x",
                "--data f --out x --pairs-out p",
                "--data f --out x --precision int4"
            })
    void refusesWrongUsage(String arguments) {
        assertThat(run((Object[]) arguments.split(" ")).exit).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--precision int4 | --precision int4: must be fp32 or bf16",
                "--save-every 0 | --save-every 0.0: must be positive",
                "--minutes 0 | --minutes 0.0: must be positive",
                "--tokens -5 | --tokens -5: must be positive",
                "--patience -1 | --patience -1: must be at least 0"
            })
    void saysWhatAnOptionMustBe(String options, String message) {
        // When
        var result = run((Object[]) ("--data f --out x " + options).split(" "));
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--generated",
                "--from-scratch small",
                "--requests r.csv",
                "--products t.txt",
                "--evaluate-only",
                "--evaluation-prompts 5"
            })
    void saysWhereAnOptionHasMoved(String option) {
        // When
        var result = run((Object[]) ("--out x " + option).split(" "));
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err)
                .startsWith(option.split(" ")[0] + " moved to the model factory: run model-factory/factory");
    }

    @Test
    void doesNotOfferWhatHasMoved() {
        assertThat(run("--help").out).contains("--data").doesNotContain("--generated", "--from-scratch");
    }

    /** A small model to start from. */
    private Path micro() throws IOException {
        return TestingModel.in(folder.resolve("micro"));
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
                .execute(Stream.concat(Arrays.stream(arguments).map(String::valueOf), Stream.of("--threads=1"))
                        .toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }

    private record Result(int exit, String out, String err) {}
}
