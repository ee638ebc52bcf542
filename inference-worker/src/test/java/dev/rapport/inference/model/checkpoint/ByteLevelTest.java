package dev.rapport.inference.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** GPT-2's spelling of bytes. */
final class ByteLevelTest {
    @Test
    void spellsSpacesAsTransformersDoes() {
        // When
        var spelled = ByteLevel.spell("a b\né");
        // Then
        assertThat(spelled).isEqualTo("aĠbĊÃ©");
    }

    @Test
    void readsBackWhatItSpelled() {
        // Given
        var text = "naïve 电影 \u0000\t\u00ad €";
        // When
        var spelled = ByteLevel.spell(text);
        // Then
        assertThat(ByteLevel.bytes(spelled)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first ids of GPT-2's own vocabulary: {@code !} is 0, Ġ is 220, the last byte is 255. */
    @Test
    void numbersBytesAsGpt2Does() {
        // When
        var alphabet = ByteLevel.alphabet();
        // Then
        assertThat(alphabet).hasSize(256).startsWith("!\"#$");
        assertThat(alphabet.indexOf('Ġ')).isEqualTo(220);
        assertThat(alphabet.charAt(188)).isEqualTo('Ā');
    }
}
