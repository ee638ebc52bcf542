package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    /** Blank, no-break and ideographic space, zero width space, byte order mark, soft hyphen, NUL, a language tag. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u00AD", "\0", "\uDB40\uDC01"})
    void leavesOutWhatSurroundsAText(String invisible) {
        assertThat(VisibleText.trimmed(invisible + "a" + invisible + "b" + invisible))
                .isEqualTo("a" + invisible + "b");
        assertThat(VisibleText.trimmed(invisible + invisible)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "-", "\uD83C\uDF81", "\uD83C", "\u00E9"})
    void leavesVisibleTextsAlone(String text) {
        assertThat(VisibleText.trimmed(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mark\u200Beting", "\u00A0marketing\0", "\uFEFFmarke\u00ADting"})
    void makesOneOfTextsThatLookTheSame(String text) {
        assertThat(VisibleText.plain(text)).isEqualTo("marketing");
    }

    @Test
    void makesOneOfBlanksAndOfAccents() {
        assertThat(VisibleText.plain("Zoe\u0308 \u3000a\tb\u00A0c")).isEqualTo("Zo\u00EB  a b c");
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        assertThat(VisibleText.plain("a\uD83D \uDE00 \uD83D\uDE00")).isEqualTo("a\uFFFD \uFFFD \uD83D\uDE00");
    }

    @Test
    void trimsInTimeThatGrowsWithTheLength() {
        // Given
        var id = "a" + " ".repeat(1_000_000) + "b";
        // Then
        assertThat(VisibleText.trimmed(id)).isEqualTo(id);
    }
}
