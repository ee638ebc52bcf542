package dev.rapport.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchReportTest {
    private static final BenchReport REPORT = new BenchReport(
            "capture",
            new Machine(2, "a processor", "17.0.1", 4L << 30),
            Map.of("partitions", "2"),
            List.of(new CaseResult("http", 1_000, "events/s", 4_000, "producer")));

    @Test
    void keepsTheDocumentThatScriptsRelyOn() {
        assertThat(REPORT.json())
                .hasToString("{\"bench\":\"capture\",\"machine\":{\"cpus\":2,\"model\":\"a processor\","
                        + "\"java\":\"17.0.1\",\"memoryBytes\":4294967296},\"settings\":{\"partitions\":\"2\"},\"results\":[{\"case\":\"http\","
                        + "\"value\":1000.0,\"unit\":\"events/s\",\"baseline\":4000.0,\"baselineName\":\"producer\","
                        + "\"ratio\":0.25}]}");
    }

    @Test
    void printsALineForEachCase() {
        // Given
        var text = new StringWriter();
        // When
        REPORT.print(new PrintWriter(text));
        // Then
        assertThat(text.toString().lines())
                .hasSize(3)
                .last()
                .asString()
                .contains("http", "1,000 events/s", "4,000", "0.25", "producer");
    }

    @Test
    void knowsTheMachineItRunsOn() {
        assertThat(Machine.current()).satisfies(machine -> {
            assertThat(machine.cpus()).isPositive();
            assertThat(machine.model()).isNotBlank();
            assertThat(machine.memoryBytes()).isPositive();
        });
    }
}
