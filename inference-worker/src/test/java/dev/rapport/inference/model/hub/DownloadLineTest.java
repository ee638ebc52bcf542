package dev.rapport.inference.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DownloadLineTest {
    private static final URI HUB = URI.create("https://huggingface.co");
    private static final HubId ID = new HubId("gpt2");

    private final StringWriter err = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void rewritesOneLineOnATerminal() {
        // Given
        var line = line(true);
        line.started(ID, HUB, 548_000_000, 48_000_000);

        // When
        after(line, 1_000, 98_000_000);
        after(line, 1_050, 100_000_000);
        after(line, 2_000, 148_000_000);

        // Then
        assertThat(err.toString().split("\r"))
                .containsExactly(
                        "downloading gpt2 from https://huggingface.co: 548 MB, of which 48 MB are here already"
                                + System.lineSeparator(),
                        "gpt2  17 %  98 of 548 MB  50.0 MB/s",
                        "gpt2  27 %  148 of 548 MB  50.0 MB/s");
    }

    @Test
    void saysALineNowAndThenElsewhere() {
        // Given
        var line = line(false);
        line.started(ID, HUB, 548_000_000, 0);

        // When
        after(line, 5_000, 100_000_000);
        after(line, 10_000, 200_000_000);
        after(line, 11_000, 220_000_000);
        line.faltered("no answer in time");
        after(line, 20_000, 548_000_000);
        line.finished();

        // Then
        assertThat(err.toString().lines())
                .containsExactly(
                        "downloading gpt2 from https://huggingface.co: 548 MB",
                        "gpt2  36 %  200 of 548 MB  20.0 MB/s",
                        "download interrupted, trying again: no answer in time",
                        "gpt2  100 %  548 of 548 MB  27.4 MB/s",
                        "gpt2  100 %  548 of 548 MB  27.4 MB/s");
    }

    /** What follows, why it failed, has a line of its own. */
    @Test
    void endsItsLineWhenTheDownloadFails() {
        // Given
        var line = line(true);
        line.started(ID, HUB, 548_000_000, 0);
        after(line, 1_000, 98_000_000);

        // When
        line.failed();

        // Then
        assertThat(err.toString()).endsWith(System.lineSeparator());
    }

    private DownloadLine line(boolean terminal) {
        return new DownloadLine(new PrintWriter(err, true), terminal, now::get);
    }

    private void after(DownloadLine line, long milliseconds, long present) {
        now.set(milliseconds * 1_000_000);
        line.progressed(present);
    }
}
