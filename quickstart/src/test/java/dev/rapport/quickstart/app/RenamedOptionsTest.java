package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rapport.quickstart.app.RenamedOptions.Renamed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class RenamedOptionsTest {
    private static final Renamed RENAMED = new Renamed("bench", "--time", "--seconds");

    private final StringWriter err = new StringWriter();
    private final CommandLine rapport =
            RapportMain.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true));

    @ParameterizedTest
    @ValueSource(strings = {"--time", "--time=5", "--time 5"})
    void namesTheNewOptionInOneLine(String option) {
        // Given
        RenamedOptions.addTo(rapport, List.of(RENAMED));
        // When
        var code = rapport.execute(("bench capture " + option).split(" "));
        // Then
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly("rapport bench: --time: is now called --seconds (see rapport bench --help)");
    }

    @Test
    void isNotInTheHelp() {
        // Given
        RenamedOptions.addTo(rapport, List.of(RENAMED));
        // When
        var help = Objects.requireNonNull(rapport.getSubcommands().get("bench")).getUsageMessage();
        // Then
        assertThat(help).contains("--seconds").doesNotContain("--time");
    }

    @Test
    void refusesAnEntryThatLeadsNowhere() {
        // Given
        var wrong = List.of(new Renamed("bench", "--time", "--hours"));
        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenamedOptions.addTo(rapport, wrong))
                .withMessage("bench has no option --hours");
    }
}
