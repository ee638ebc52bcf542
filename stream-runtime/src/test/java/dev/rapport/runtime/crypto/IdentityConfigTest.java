package dev.rapport.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentityConfigTest {
    private static final String SECRET = "a secret of more than thirty-two characters";

    @TempDir
    private Path dir;

    @Test
    void takesTheSecretOfAFileWithoutItsLineBreak() throws IOException {
        // Given
        var file = Files.writeString(dir.resolve("secret"), SECRET + "\n");
        // When
        var config = read(Map.of("identity.secret-file", file.toString()));
        // Then
        assertThat(config).isEqualTo(new IdentityConfig(SECRET));
    }

    @Test
    void fallsBackToTheDevelopmentSecret() {
        // When
        var config = read(Map.of("identity.secret", ""));
        // Then
        assertThat(config).isEqualTo(IdentityConfig.DEVELOPMENT);
    }

    @Test
    void refusesAShortSecretWithoutSayingIt() {
        // When
        var reading = catchThrowable(() -> read(Map.of("identity.secret", "hunter2")));
        // Then
        assertThat(reading)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("identity.secret: must have at least 32 characters, it has 7")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesASecretInTwoPlaces() {
        assertThatThrownBy(() -> read(Map.of("identity.secret", SECRET, "identity.secret-file", "secret")))
                .hasMessageContaining("identity.secret and identity.secret-file: only one of them may be set");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> read(Map.of("identity.secret-file", "no/such/secret")))
                .hasMessageContaining("identity.secret-file: no/such/secret cannot be read: no such file or folder");
    }

    @Test
    void keepsTheSecretOutOfTexts() {
        // When
        var text = new IdentityConfig(SECRET).toString();
        // Then
        assertThat(text).doesNotContain(SECRET);
    }

    private static IdentityConfig read(Map<String, String> settings) {
        var reader = new ConfigReader(Settings.of(settings));
        var config = IdentityConfig.from(reader);
        reader.finish();
        return config;
    }
}
