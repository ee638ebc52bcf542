package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ein Glückskeks\n灯\n",
                "\ufeffEin Glückskeks\n灯\n",
                "\ufeffEin Glückskeks\r\n\r\n灯\r\n",
                "Ein Glückskeks\r灯",
                // Two files put together, each with its mark.
                "\ufeffEin Glückskeks\r\n\ufeff灯\r\n",
                "\ufeff\n  \nEin Glückskeks\n灯"
            })
    void holdsAPromptALine(String text) throws IOException {
        assertThat(PromptFile.prompts(write(text, StandardCharsets.UTF_8))).containsExactly("Ein Glückskeks", "灯");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void saysThatItIsUtf16(String charset) throws IOException {
        var file = write("Ein Glückskeks\r\n", Charset.forName(charset));
        assertThatThrownBy(() -> PromptFile.prompts(file))
                .isInstanceOf(PromptFile.WrongEncodingException.class)
                .hasMessage("is UTF-16, must be UTF-8: save it as UTF-8");
    }

    @Test
    void saysThatItIsNotUtf8() throws IOException {
        var file = write("Ein Glückskeks", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PromptFile.prompts(file)).hasMessage("must be UTF-8");
    }

    @Test
    void mayBeEmpty() throws IOException {
        assertThat(PromptFile.prompts(write("", StandardCharsets.UTF_8))).isEmpty();
    }

    private Path write(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("prompts.txt"), text.getBytes(charset));
    }
}
