package dev.rapport.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of {@code src/test/resources/faults/*.jsonl} is a fault that somebody met and that stays mended. A new one
 * is a new line; {@link Fault} says what may stand in it. {@code @T-60@} in a text is the UTC time 60 seconds ago.
 */
@Slow
class FaultKitTest {
    private static final Path FOLDER = Path.of("src/test/resources/faults");
    private static final Pattern TIME = Pattern.compile("@T([+-]\\d+)@");

    static List<Fault.Named> faults() {
        return Fault.in(FOLDER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void staysMended(Fault.Named named) throws Exception {
        // Given
        var fault = named.read(TIME.matcher(named.line())
                .replaceAll(time ->
                        Records.NOW.plusSeconds(Long.parseLong(time.group(1))).toString()));
        try (var pipeline = new FaultPipeline()) {
            // When
            for (var post : fault.post()) {
                pipeline.post(post);
            }
            // Then
            assertThat(pipeline.differences(fault.expect())).as(fault.fault()).isEmpty();
        }
    }
}
