package dev.rapport.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings that people copy. */
final class DocumentedMappingsTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static List<String> documented() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("..", "docs", "replay.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void canBeReadAsTheyStandInTheReference(String yaml) {
        assertThatCode(() -> MappingReader.read("docs/replay.md", yaml)).doesNotThrowAnyException();
    }

    @Test
    void areAllThere() throws IOException {
        assertThat(documented()).hasSize(4);
    }
}
