package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlTokenizerTest {
    private static final int END = 0;

    private static DjlTokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = new DjlTokenizer(TokenizerFile.read(TinyModel.folder()));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "  two  spaces ",
                "\t\r\n",
                "nul \0 inside",
                "naïve café — “quoted”",
                "您好　世界",
                "👩‍👩‍👧 😀",
                "\u00a0\u3000",
                "مرحبا",
                "<|endoftext|>",
                "a<|endoftext|>b"
            })
    void givesBackWhatItRead(String text) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }

    @Test
    void readsATypedControlTokenAsPlainText() {
        assertThat(tokenizer.encode("bye<|endoftext|>")).doesNotContain(END).hasSizeGreaterThan(4);
    }

    @Test
    void findsControlTokensInTextThatWeWrote() {
        // When
        var ids = tokenizer.encodeWithControlTokens("bye<|endoftext|>");

        // Then
        assertThat(ids[ids.length - 1]).isEqualTo(END);
        assertThat(tokenizer.decode(ids)).isEqualTo("bye<|endoftext|>");
    }

    @Test
    void replacesLoneSurrogates() {
        assertThat(tokenizer.decode(tokenizer.encode("a\ud800b"))).isEqualTo("a\ufffdb");
    }

    @Test
    void decodesBytesOfACharacterTogether() {
        // Given
        var ids = tokenizer.encode("您");

        // Then
        assertThat(ids).hasSizeGreaterThan(1);
        assertThat(tokenizer.decode(ids)).isEqualTo("您");
        assertThat(tokenizer.decode(new int[] {ids[0]})).isEqualTo("\ufffd");
    }

    @Test
    void namesAnUnknownId() {
        assertThatThrownBy(() -> tokenizer.tokens(new int[] {5, 100_000}))
                .isInstanceOf(ModelException.class)
                .hasMessage("token 100000 is not in the vocabulary");
    }

    @Test
    void readsVocabularyAndMergesAsTokenizerJson(@TempDir Path folder) throws IOException {
        // Given
        var json = (ObjectNode) new ObjectMapper()
                .readTree(TinyModel.folder().resolve("tokenizer.json").toFile());
        Files.writeString(
                folder.resolve("vocab.json"), json.path("model").path("vocab").toString());
        var merges = new ArrayList<String>();
        merges.add("#version: 0.2");
        json.path("model")
                .path("merges")
                .forEach(pair -> merges.add(
                        pair.isArray()
                                ? pair.get(0).asText() + " " + pair.get(1).asText()
                                : pair.asText()));
        Files.write(folder.resolve("merges.txt"), merges);

        // When
        try (var old = new DjlTokenizer(TokenizerFile.read(folder))) {
            // Then
            for (var golden : TinyModel.prompts()) {
                assertThat(old.encode(golden.path("prompt").asText())).isEqualTo(TinyModel.ints(golden.path("ids")));
            }
            assertThat(old.encodeWithControlTokens("<|endoftext|>")).containsExactly(END);
            assertThat(old.encode("<|endoftext|>")).doesNotContain(END);
        }
    }

    @Test
    void knowsTheBytesOfEveryToken() {
        try (var tokenizer = new DjlTokenizer(TokenizerFile.read(TinyModel.folder()))) {
            for (var golden : TinyModel.prompts()) {
                // When
                var bytes = new ByteArrayOutputStream();
                for (var id : TinyModel.ints(golden.path("ids"))) {
                    bytes.writeBytes(tokenizer.bytes(id));
                }

                // Then
                assertThat(bytes.toString(StandardCharsets.UTF_8))
                        .isEqualTo(golden.path("prompt").asText());
            }
            assertThat(tokenizer.bytes(0)).asString(StandardCharsets.UTF_8).isEqualTo("<|endoftext|>");
            assertThat(tokenizer.bytes(100_000)).isEmpty();
        }
    }
}
