package dev.rapport.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void rewritesOneLineOnATerminal() {
        // Given
        var line = new ProgressLine(new PrintWriter(err, true), true, now::get);
        // When
        after(line, 100, "too early");
        after(line, 200, "a longer text");
        after(line, 300, "too early");
        after(line, 400, "short");
        line.note("a note");
        // Then
        assertThat(err.toString())
                .isEqualTo(
                        "\ra longer text\rshort        " + System.lineSeparator() + "a note" + System.lineSeparator());
    }

    @Test
    void writesALineNowAndThenElsewhere() {
        // Given
        var line = new ProgressLine(new PrintWriter(err, true), false, now::get);
        // When
        after(line, 9_999, "too early");
        after(line, 10_000, "one");
        after(line, 19_999, "too early");
        after(line, 20_000, "two");
        line.end();
        // Then
        assertThat(err.toString().lines()).containsExactly("one", "two");
    }

    @Test
    void endsNoLineThatWasNotBegun() {
        // Given
        var line = new ProgressLine(new PrintWriter(err, true), true, now::get);
        // When
        line.end();
        // Then
        assertThat(err.toString()).isEmpty();
    }

    private void after(ProgressLine line, long milliseconds, String text) {
        now.set(milliseconds * 1_000_000);
        line.show(() -> text);
    }
}
