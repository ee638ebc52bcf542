package dev.rapport.tuning.app;

import dev.rapport.runtime.terminal.ProgressLine;
import dev.rapport.tuning.run.Tuning;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress of a training, on one line; what is worth keeping has a line of its own. */
public final class TuneProgress implements Tuning.Listener, AutoCloseable {
    private final ProgressLine line;

    public TuneProgress(PrintWriter err) {
        this.line = ProgressLine.on(err);
    }

    @Override
    public void progressed(TrainingProgress now) {
        now.validationLoss()
                .ifPresent(loss -> noted(String.format(
                        Locale.ROOT,
                        "step %d  validation loss %.4f (perplexity %.2f)",
                        now.step(),
                        loss,
                        Math.exp(loss))));
        if (now.done() >= 1) {
            line.showNow(state(now));
        } else {
            line.show(() -> state(now));
        }
    }

    @Override
    public void noted(String text) {
        line.note(text);
    }

    @Override
    public void close() {
        line.end();
    }

    private static String state(TrainingProgress now) {
        return String.format(
                Locale.ROOT,
                "step %d  %.0f %%  %.2f M tokens  loss %.4f  %,.0f tokens/s  %d s left",
                now.step(),
                100 * Math.min(1, now.done()),
                now.tokens() / 1e6,
                now.loss(),
                now.tokensPerSecond(),
                now.left().toSeconds());
    }
}
