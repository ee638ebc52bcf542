package dev.rapport.quickstart.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentitySecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void makesASecretForANewDirectory() throws IOException {
        // Given
        var dataDir = folder.resolve("new");
        // When
        var file = IdentitySecretFile.in(dataDir, dataDir.resolve("kafka"));
        // Then
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(dataDir).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void keepsTheSecretOfADirectoryWithData() throws IOException {
        // Given
        var first = Files.readString(IdentitySecretFile.in(folder, folder.resolve("kafka")));
        Files.createDirectory(folder.resolve("kafka"));
        // When
        var file = IdentitySecretFile.in(folder, folder.resolve("kafka"));
        // Then
        assertThat(file).hasContent(first);
    }

    @Test
    void makesAnotherSecretForAnotherDirectory() throws IOException {
        // Given
        var one = IdentitySecretFile.in(folder.resolve("one"), folder.resolve("one/kafka"));
        // When
        var other = IdentitySecretFile.in(folder.resolve("other"), folder.resolve("other/kafka"));
        // Then
        assertThat(Files.readString(other)).isNotEqualTo(Files.readString(one));
    }

    @Test
    void refusesADirectoryWithDataWhoseSecretIsGone() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("kafka"));
        // When
        var refused = assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> IdentitySecretFile.in(folder, folder.resolve("kafka")));
        // Then
        refused.withMessageStartingWith(folder + " has data but no identity.secret")
                .withMessageEndingWith("start with another --data-dir");
        assertThat(folder.resolve("identity.secret")).doesNotExist();
    }
}
