package dev.rapport.tuning.app;

import dev.rapport.runtime.terminal.Terminal;
import dev.rapport.tuning.run.Tuning;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress of a training: a bar on a terminal, else a line every ten seconds. */
public final class TuneProgress implements Tuning.Listener, AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int WHOLE = 1_000;
    private static final int COLUMNS = 110;

    private final PrintWriter lines;
    private final boolean watched;
    private @Nullable ProgressBar bar;
    private double nextLine;

    /** @param lines where lines go; the bar is drawn on the terminal, where there is one */
    public TuneProgress(PrintWriter lines) {
        this.lines = lines;
        this.watched = Terminal.isPresent();
    }

    @Override
    public void progressed(TrainingProgress now) {
        if (watched) {
            if (bar == null) {
                bar = bar();
            }
            bar.stepTo(Math.round(WHOLE * Math.min(1, now.done())));
            bar.setExtraMessage(" " + state(now));
        }
        now.validationLoss()
                .ifPresent(loss -> noted(String.format(
                        Locale.ROOT,
                        "step %d  validation loss %.4f (perplexity %.2f)",
                        now.step(),
                        loss,
                        Math.exp(loss))));
        var seconds = now.elapsed().toMillis() / 1e3;
        if (!watched && (seconds >= nextLine || now.done() >= 1)) {
            nextLine = seconds + SECONDS_BETWEEN_LINES;
            noted(String.format(
                    Locale.ROOT,
                    "step %d  %s  %d s left",
                    now.step(),
                    state(now),
                    now.left().toSeconds()));
        }
    }

    @Override
    public void noted(String line) {
        if (bar != null) {
            lines.print("\r" + " ".repeat(COLUMNS) + "\r"); // the bar is drawn again below
        }
        lines.println(line);
        lines.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static String state(TrainingProgress now) {
        return String.format(
                Locale.ROOT,
                "%.2f M tokens  loss %.4f  %,.0f tokens/s",
                now.tokens() / 1e6,
                now.loss(),
                now.tokensPerSecond());
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("tune")
                .setInitialMax(WHOLE)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                .build();
    }
}
