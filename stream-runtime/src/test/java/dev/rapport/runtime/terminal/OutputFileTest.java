package dev.rapport.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void takesANewAndAnExistingFileAndLeavesNothing() throws IOException {
        // Given
        var existing = Files.writeString(folder.resolve("old.json"), "{}");
        // When
        var faults = List.of(OutputFile.fault(existing), OutputFile.fault(folder.resolve("new.json")));
        // Then
        assertThat(faults).containsOnly(Optional.empty());
        assertThat(folder.toFile().list()).containsExactly("old.json");
    }

    @Test
    void refusesAFolder() {
        assertThat(OutputFile.fault(folder)).hasValue("must be a file, is a folder");
    }

    @Test
    void refusesAFileInAFolderThatDoesNotExist() {
        assertThat(OutputFile.fault(folder.resolve("none/new.json"))).hasValue("must be in a folder that exists");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhyNothingCanBeWritten() {
        assertThat(OutputFile.fault(Path.of("/proc/new.json")))
                .hasValueSatisfying(fault ->
                        assertThat(fault).startsWith("cannot be written: ").doesNotContain("/proc"));
    }
}
