package dev.rapport.factory.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.factory.training.ModelSize;
import dev.rapport.tuning.checkpoint.TrainableModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MakeCommandTest {
    private static final ModelSize MICRO = new ModelSize(300, 16, 1, 2, 512);

    @TempDir
    Path folder;

    @Test
    void makesAModelAndTrainsItFurther() throws IOException {
        // Given
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        // When
        var made = run("--out", first, "--tokens", 500, "--evaluation-prompts", 5, "--json");
        var further = run("--model", first, "--out", second, "--tokens", 500, "--evaluation-prompts", 5, "--json");
        // Then
        assertThat(made.exit).as(made.err).isZero();
        assertThat(further.exit).as(further.err).isZero();
        assertThat(new ObjectMapper()
                        .readTree(made.out)
                        .path("evaluation")
                        .path("promptsPerLanguage")
                        .asInt())
                .isEqualTo(5);
        assertThat(first.resolve("MODEL_CARD.md"))
                .content()
                .contains("from scratch", "no third-party text", "## Results");
        assertThat(second.resolve("MODEL_CARD.md"))
                .content()
                .contains("from an earlier checkpoint", "| before training |");
        assertThat(TrainableModel.read(second).tokenizer())
                .isEqualTo(TrainableModel.read(first).tokenizer());
    }

    @Test
    void namesTheRealTextThatCannotBeUsedBeforeItWritesAnything() throws IOException {
        // Given
        var requests = Files.writeString(
                folder.resolve("requests.csv"), "instruction,intent\nwhere is it,track_order\nhi,greet\n");
        var out = folder.resolve("out");
        // When
        var refused = run("--requests", requests, "--out", out);
        var missing = run("--products", "nowhere", "--out", out);
        // Then
        assertThat(refused.exit).isEqualTo(2);
        assertThat(refused.err.strip()).isEqualTo("factory make: " + requests + ":3: unknown intent \"greet\"");
        assertThat(missing.exit).isEqualTo(2);
        assertThat(missing.err.strip()).isEqualTo("factory make: nowhere cannot be read: no such file or folder");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tokens 5                      | Missing required option: '--out=DIR'",
                "--out x --minutes 0             | --minutes 0.0: must be positive",
                "--out x --save-every 0          | --save-every 0.0: must be positive",
                "--out x --precision int4        | --precision int4: must be fp32 or bf16",
                "--out x --evaluation-prompts 4  | --evaluation-prompts 4: must be at least 5",
                "--out x --model ./none          | factory make: model ./none: no such folder"
            })
    void refusesWrongUsage(String options, String message) {
        // When
        var result = run((Object[]) options.split(" "));
        // Then
        assertThat(result.exit).isEqualTo(2);
        assertThat(result.err).contains(message);
    }

    private static Result run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = new CommandLine(new MakeCommand(MICRO))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Arrays.stream(arguments).map(String::valueOf), Stream.of("--threads=1"))
                        .toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }

    private record Result(int exit, String out, String err) {}
}
