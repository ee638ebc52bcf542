package dev.rapport.replay.app;

import dev.rapport.replay.Replay;
import dev.rapport.replay.ReplayReport;
import dev.rapport.runtime.terminal.ProgressLine;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress for people, and the first few problems. */
final class ProgressLines implements Replay.Listener {
    private static final int MAX_PROBLEMS = 10;

    private final ProgressLine line;
    private int problems;

    ProgressLines(PrintWriter err) {
        this.line = ProgressLine.on(err);
    }

    @Override
    public void progress(ReplayReport report) {
        line.show(() -> String.format(
                Locale.ROOT,
                "sent %d, rejected %d, %.0f a second",
                report.sent(),
                report.sent() - report.accepted(),
                report.sent() / report.seconds()));
    }

    @Override
    public void problem(String problem) {
        problems++;
        if (problems <= MAX_PROBLEMS) {
            line.note(problem);
        }
    }

    @Override
    public void waiting(String reason) {
        line.note(reason);
    }

    /** Ends the line that changes, and says how many problems were not shown. */
    void finish() {
        line.end();
        if (problems > MAX_PROBLEMS) {
            line.note((problems - MAX_PROBLEMS) + " more rows were rejected");
            problems = 0;
        }
    }
}
