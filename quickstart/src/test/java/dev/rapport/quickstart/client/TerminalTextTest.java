package dev.rapport.quickstart.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTextTest {
    @Test
    void showsWhatATerminalWouldActOn() {
        assertThat(TerminalText.text("a\n\tb\u001b[2J\u202e\r")).isEqualTo("a\n\tb\\u001b[2J\\u202e\\u000d");
    }

    @Test
    void makesOneShortLine() {
        assertThat(TerminalText.line(" one\n two ")).isEqualTo("one two");
        assertThat(TerminalText.line("x".repeat(500))).hasSize(200).endsWith("…");
    }

    @Test
    void saysHowMuchOfALongTextIsLeftOut() {
        assertThat(TerminalText.text("x".repeat(20_005))).endsWith("x… (5 more characters: --json has all)");
    }
}
