package dev.rapport.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The way from the command line to the document, in a time too short for figures that mean anything. */
final class BenchCommandIT {
    @Test
    void printsOneDocumentAndNothingElse() throws Exception {
        // Given
        var out = new StringWriter();
        var command = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out));
        // When
        var code = command.execute("capture", "--json", "--seconds=0.1");
        // Then
        assertThat(code).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        var document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("bench").asText()).isEqualTo("capture");
        var result = document.path("results").path(0);
        assertThat(result.path("case").asText()).isEqualTo("http-batches-of-100");
        assertThat(result.path("value").asDouble()).isPositive();
        assertThat(result.path("ratio").asDouble())
                .isEqualTo(result.path("value").asDouble()
                        / result.path("baseline").asDouble());
    }
}
