package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorableTextTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "\uD83D\uDE00, \uD83D\uDE00",
        "a\uD83D, a\uFFFD",
        "\uDE00a, \uFFFDa",
        "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00",
        "a\u0000b, a\uFFFDb"
    })
    void replacesWhatNoTextMustHold(String text, String expected) {
        // When
        var repaired = StorableText.repaired(text);
        // Then
        assertThat(repaired).isEqualTo(expected);
        assertThat(StorableText.isStorable(text)).isEqualTo(text.equals(expected));
    }
}
