package dev.rapport.inference.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextBuilderTest {
    private final List<String> parts = new ArrayList<>();

    @Test
    void handsOnWholeCharactersOnly() {
        // Given
        var text = new TextBuilder(List.of(), parts::add);
        var bytes = "a中😀".getBytes(StandardCharsets.UTF_8);

        // When: a byte at a time
        for (var b : bytes) {
            assertThat(text.add(new byte[] {b})).isFalse();
        }
        text.end();

        // Then
        assertThat(parts).containsExactly("a", "中", "😀");
        assertThat(text.text()).isEqualTo("a中😀");
    }

    @Test
    void endsBeforeAStopTextThatSpansTokens() {
        // Given
        var text = new TextBuilder(List.of("好。", "END"), parts::add);

        // When
        var bytes = "你好。再见".getBytes(StandardCharsets.UTF_8);
        var first = text.add(Arrays.copyOfRange(bytes, 0, 7));
        var second = text.add(Arrays.copyOfRange(bytes, 7, bytes.length));
        text.end();

        // Then
        assertThat(first).isFalse();
        assertThat(second).isTrue();
        assertThat(text.text()).isEqualTo("你");
        assertThat(String.join("", parts)).isEqualTo("你");
    }

    @Test
    void takesTheFirstOfSeveralStopTexts() {
        var text = new TextBuilder(List.of("two", "one"), parts::add);

        assertThat(text.add(" one two".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(text.text()).isEqualTo(" ");
    }

    @Test
    void handsOnWhatLookedLikeAStopTextButWasNone() {
        // Given
        var text = new TextBuilder(List.of("\n\nreply"), parts::add);

        // When
        text.add("a\n\nre".getBytes(StandardCharsets.UTF_8));
        var held = String.join("", parts);
        text.add("ad".getBytes(StandardCharsets.UTF_8));
        text.end();

        // Then
        assertThat(held).isEqualTo("a");
        assertThat(String.join("", parts)).isEqualTo(text.text()).isEqualTo("a\n\nread");
    }

    @Test
    void replacesBytesThatAreNoText() {
        // Given
        var text = new TextBuilder(List.of(), parts::add);

        // When
        text.add(new byte[] {'a', (byte) 0xe4, (byte) 0xbd});
        text.end();

        // Then
        assertThat(text.text()).isEqualTo("a\ufffd");
        assertThat(String.join("", parts)).isEqualTo("a\ufffd");
    }
}
