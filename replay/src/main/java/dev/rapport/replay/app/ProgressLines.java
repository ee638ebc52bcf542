package dev.rapport.replay.app;

import dev.rapport.replay.Replay;
import dev.rapport.replay.ReplayReport;
import dev.rapport.runtime.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress for people: one line that changes on a terminal, otherwise a line now and then. */
final class ProgressLines implements Replay.Listener {
    private static final int MAX_PROBLEMS = 10;
    private static final double TERMINAL_SECONDS = 0.2;
    private static final double LINE_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal = Terminal.isPresent();
    private double next;
    private int problems;
    private boolean openLine;

    ProgressLines(PrintWriter err) {
        this.err = err;
        this.next = terminal ? 0 : LINE_SECONDS;
    }

    @Override
    public void progress(ReplayReport report) {
        if (report.seconds() < next) {
            return;
        }
        next = report.seconds() + (terminal ? TERMINAL_SECONDS : LINE_SECONDS);
        var rejected = report.sent() - report.accepted();
        var line = String.format(
                Locale.ROOT,
                "sent %d, rejected %d, %.0f a second",
                report.sent(),
                rejected,
                report.sent() / report.seconds());
        err.print(terminal ? "\r" + line : line + System.lineSeparator());
        err.flush();
        openLine = terminal;
    }

    @Override
    public void problem(String line) {
        problems++;
        if (problems <= MAX_PROBLEMS) {
            endLine();
            err.println(line);
            err.flush();
        }
    }

    @Override
    public void waiting(String line) {
        endLine();
        err.println(line);
        err.flush();
    }

    /** Ends the line that changes, and says how many problems were not shown. */
    void finish() {
        endLine();
        if (problems > MAX_PROBLEMS) {
            err.println((problems - MAX_PROBLEMS) + " more rows were rejected");
            problems = 0;
        }
    }

    private void endLine() {
        if (openLine) {
            err.println();
            openLine = false;
        }
    }
}
