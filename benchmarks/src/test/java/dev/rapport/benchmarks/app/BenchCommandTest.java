package dev.rapport.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesTheBenchmarksItKnows() {
        // When
        var code = run("nonsense");
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("nonsense", "capture, capture-rules, enrichment, growth, inference, scoring, training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds=0", "--seconds=-1", "--seconds=NaN", "--seconds=1e9"})
    void refusesATimeThatCannotBe(String option) {
        assertThat(run("capture", option)).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--precision=bf16", "--model=gpt2", "--cases=mixed"})
    void refusesAnOptionOfAnotherBenchmark(String option) {
        assertThat(run("capture", option)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(option.substring(0, option.indexOf('=')) + ": is an option of bench ")
                .contains("inference, not of bench capture");
    }

    @Test
    void namesAllBenchmarksThatAnOptionBelongsTo() {
        assertThat(run("scoring", "--python=python3")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--python: is an option of bench inference and training, not of bench scoring");
    }

    @Test
    void wantsBothTheJarAndTheModelOfLlama() {
        assertThat(run("inference", "--llama=llama.jar")).isEqualTo(2);
        assertThat(err.toString()).contains("--gguf");
    }

    private int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
