package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Released schemas are read back for ever: every version is FULL compatible with every other. */
final class CompatibilityTest {
    private static final Path PLANTED = Path.of("src", "test", "resources", "planted");

    @Test
    void keepsEveryVersionCompatibleWithEveryOther() throws IOException {
        // Given
        var versions = new ArrayList<>(SchemaFolder.released());
        versions.add(SchemaFolder.read(SchemaFolder.CURRENT));
        // When
        var problems = new ArrayList<String>();
        for (var older = 0; older < versions.size(); older++) {
            for (var newer = older + 1; newer < versions.size(); newer++) {
                problems.addAll(Compatibility.problems(versions.get(older), versions.get(newer)));
            }
        }
        // Then
        assertThat(problems).isEmpty();
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
