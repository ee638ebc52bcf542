package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Released schemas are read back for ever: every version is FULL compatible with every other. */
final class CompatibilityTest {
    private static final Path PLANTED = Path.of("src", "test", "resources", "planted");

    @Test
    void keepsEveryVersionCompatibleWithEveryOther() throws IOException {
        // Given
        var current = SchemaFolder.read(SchemaFolder.CURRENT);
        // When
        var problems = Compatibility.problems(SchemaFolder.released(SchemaFolder.RELEASED), current);
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void comparesEveryReleasedSetWithEveryOther(@TempDir Path released) throws IOException {
        // Given
        copy("base", released.resolve("v1.0.0"));
        copy("changed-type", released.resolve("v1.1.0"));
        var current = SchemaFolder.read(PLANTED.resolve("base"));
        // When
        var problems = Compatibility.problems(SchemaFolder.released(released), current);
        // Then
        assertThat(problems)
                .anySatisfy(line -> assertThat(line).contains("v1.1.0 cannot read v1.0.0"))
                .anySatisfy(line -> assertThat(line).contains("base cannot read v1.1.0"))
                .noneSatisfy(line -> assertThat(line).contains("base cannot read v1.0.0"));
    }

    private static void copy(String planted, Path version) throws IOException {
        Files.createDirectory(version);
        try (var files = Files.list(PLANTED.resolve(planted))) {
            for (var file : files.toList()) {
                Files.copy(file, version.resolve(file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dropped-required-field,  base cannot read dropped-required-field: [READER_FIELD_MISSING_DEFAULT_VALUE",
        "changed-type,            changed-type cannot read base: [TYPE_MISMATCH",
        "new-field-without-default, new-field-without-default cannot read base: [READER_FIELD_MISSING_DEFAULT_VALUE",
        "enum-without-default,    base cannot read enum-without-default: [MISSING_ENUM_SYMBOLS",
        "gone,                    is gone from gone",
    })
    void bites(String change, String problem) throws IOException {
        // Given
        var base = SchemaFolder.read(PLANTED.resolve("base"));
        // When
        var problems = Compatibility.problems(base, SchemaFolder.read(PLANTED.resolve(change)));
        // Then
        assertThat(problems).anySatisfy(line -> assertThat(line).contains(problem));
    }

    @Test
    void acceptsWhatEveryReaderCanSkipOrFillIn() throws IOException {
        // Given
        var base = SchemaFolder.read(PLANTED.resolve("base"));
        // When
        var problems = Compatibility.problems(base, SchemaFolder.read(PLANTED.resolve("compatible")));
        // Then
        assertThat(problems).isEmpty();
    }
}
