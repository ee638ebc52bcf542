package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The artefacts were built from the source that is there; after a change run {@code build.py}. */
class ArtefactTest {
    @ParameterizedTest
    @EnumSource
    void wasBuiltFromItsSource(Artefact artefact) throws IOException, NoSuchAlgorithmException {
        // Given
        var source = Files.readString(Path.of("src", "main", "torchscript", "gpt2.py"))
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.UTF_8);

        // When
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));

        // Then
        try (var recorded = Gpt2Module.class.getResourceAsStream(artefact.file() + ".source-sha256")) {
            assertThat(recorded).isNotNull();
            assertThat(new String(recorded.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(hash + "\n");
        }
    }
}
