package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFaultTest {
    @TempDir
    private Path folder;

    @Test
    void tellsOfAFileThatIsMissing() {
        // Given
        var file = folder.resolve("missing.txt");
        var failure = catchThrowableOfType(IOException.class, () -> Files.readString(file));
        // When
        var line = FileFault.unreadable(file, failure);
        // Then
        assertThat(line).isEqualTo(file + " cannot be read: no such file or folder");
    }

    @Test
    void tellsOfAFolderInPlaceOfAFile() {
        // Given
        var failure = catchThrowableOfType(IOException.class, () -> Files.readString(folder));
        // When
        var line = FileFault.unreadable(folder, failure);
        // Then
        assertThat(line).isEqualTo(folder + " cannot be read: it is a folder, not a file");
    }

    @Test
    void tellsTheReasonAndNotThePath() {
        assertThat(FileFault.of(new AccessDeniedException("/root/x"))).isEqualTo("no permission");
        assertThat(FileFault.of(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileFault.of(new FileSystemException("/x"))).isEqualTo("FileSystemException");
        assertThat(FileFault.of(new MalformedInputException(1))).isEqualTo("not in the expected encoding");
        assertThat(FileFault.of(new IOException("broken pipe"))).isEqualTo("broken pipe");
        assertThat(FileFault.of(new IOException())).isEqualTo("IOException");
    }
}
