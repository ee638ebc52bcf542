package dev.rapport.quickstart.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataLayoutTest {
    @TempDir
    private Path folder;

    @Test
    void marksANewDirectory() {
        // Given
        var dataDir = folder.resolve("new");
        // When
        DataLayout.require(dataDir);
        // Then
        assertThat(dataDir.resolve("layout")).hasContent("2\n");
        assertThat(dataDir).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void takesADirectoryThatItMarked() throws IOException {
        // Given
        DataLayout.require(folder);
        Files.createDirectory(folder.resolve("kafka"));
        // When, Then
        assertThatCode(() -> DataLayout.require(folder)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "state"})
    void refusesADirectoryOfTheOldLayoutAndChangesNothing(String part) throws IOException {
        // Given
        Files.createDirectory(folder.resolve(part));
        // When, Then
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> DataLayout.require(folder))
                .withMessage(
                        folder + " was written by a version before layouts were numbered, this version reads layout 2:"
                                + " nothing in it was changed; start with another --data-dir, or move it away, and send its events"
                                + " again with ./rapport replay");
        assertThat(folder).isDirectoryNotContaining("glob:**layout*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "", "two"})
    void refusesADirectoryOfAnotherLayout(String layout) throws IOException {
        // Given
        Files.writeString(folder.resolve("layout"), layout);
        // When, Then
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> DataLayout.require(folder))
                .withMessageContaining("this version reads layout 2");
    }
}
