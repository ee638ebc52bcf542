package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> commands() {
        return RapportMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                .getSubcommands()
                .values()
                .stream()
                .map(CommandLine::getCommandName)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommand(String command) {
        // When
        var code = run(command, "--help");
        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: rapport " + command).contains("--verbose", "Exit codes:");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void refusesAnUnknownOptionInOneLine(String command) {
        // When
        var code = run(command, "--no-such-option");
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "--nonsense"})
    void refusesALineWithoutAKnownCommand(String line) {
        // When
        var code = line.isEmpty() ? run() : run(line);
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().startsWith("rapport: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--seconds=0", "--customers=0", "--rate=0", "--rate=NaN", "--report=/no/such/folder/r.json"})
    void refusesADemoThatCannotBe(String option) {
        // When
        var code = run("demo", option);
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("rapport demo: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --precision=fp8                            | --precision fp8: must be fp32, bf16 or int8
            --device=gpu                               | --device gpu: must be auto, cpu or cuda
            --bad-word=                                | --bad-word '': must be a text
            --max-new-tokens=0                         | --max-new-tokens 0: must be at least 1
            --min-new-tokens=51                        | --min-new-tokens 51: must be 0 to 50, the max number of new tokens
            -n=65                                      | -n 65: must be 1 to 64
            """)
    void namesTheOptionOfGenerateThatIsWrong(String option, String message) {
        // When
        var code = run("generate", "--prompt=Hello", option);
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("rapport generate: " + message + " (see rapport generate --help)");
    }

    @Test
    void saysWhereTheFormatOfPromptsIsDocumented() {
        // When
        var code = run("generate", "--greedy", "--max-new-tokens", "1", "--prompt", "Hello");
        // Then
        assertThat(code).isZero();
        assertThat(err.toString().lines())
                .containsExactly(
                        "rapport generate: the prompt is not in the bundled model's format, and it writes well from"
                                + " no other: docs/prompt-format.md");
    }

    @Test
    void refusesPromptsThatAreNotUtf8(@TempDir Path dir) throws IOException {
        // Given
        var file = Files.write(dir.resolve("prompts"), new byte[] {'H', 'i', (byte) 0xff, '\n'});
        // When
        var code = run("generate", "--prompt-file", file.toString());
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "rapport generate: --prompt-file " + file + ": must be UTF-8 (see rapport generate --help)");
    }

    @Test
    void refusesLogitsWhereNoFileCanBe(@TempDir Path folder) {
        // When
        var inPlaceOfAFolder = run("generate", "--prompt", "a", "--logits", folder.toString());
        var nowhere = run("generate", "--prompt", "a", "--logits", folder + "/none/logits.json");
        // Then
        assertThat(inPlaceOfAFolder).isEqualTo(2);
        assertThat(nowhere).isEqualTo(2);
        assertThat(err.toString())
                .contains("--logits " + folder + ": must be a file, is a folder")
                .contains("--logits " + folder + "/none/logits.json: must be in a folder that exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo"})
    void saysInOneLineThatThePortIsTaken(String command, @TempDir Path dir) throws Exception {
        try (var taken = new ServerSocket(0)) {
            // When
            var code = run(
                    command,
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--data-dir",
                    dir.resolve("d").toString());
            // Then
            assertThat(code).isEqualTo(1);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString().lines().filter(line -> line.startsWith("rapport")))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort(), "--port");
            assertThat(dir).isEmptyDirectory();
        }
    }

    @Test
    void printsItsVersion() {
        // When
        var code = run("--version");
        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("rapport ");
    }

    private int run(String... args) {
        return RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }
}
