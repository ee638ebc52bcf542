package dev.rapport.replay.app;

import dev.rapport.replay.Replay;
import dev.rapport.replay.ReplayReport;
import dev.rapport.runtime.terminal.ProgressLine;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress for people, and the problems. */
final class ProgressLines implements Replay.Listener {
    private static final int BAR = 20;

    private final ProgressLine line;
    private final int maxProblems;
    private int problems;

    /** @param maxProblems how many are shown; the others are counted */
    ProgressLines(PrintWriter err, int maxProblems) {
        this.line = ProgressLine.on(err);
        this.maxProblems = maxProblems;
    }

    @Override
    public void progress(ReplayReport report, double share) {
        line.show(() -> text(report, share));
    }

    static String text(ReplayReport report, double share) {
        var done = (int) Math.floor(share * BAR);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%, sent %d, rejected %d, %.0f a second",
                "#".repeat(done),
                " ".repeat(BAR - done),
                Math.floor(share * 100),
                report.sent(),
                report.sent() - report.accepted(),
                report.seconds() > 0 ? report.sent() / report.seconds() : 0);
    }

    @Override
    public void problem(String problem) {
        problems++;
        if (problems <= maxProblems) {
            line.note(problem);
        }
    }

    @Override
    public void note(String text) {
        line.note(text);
    }

    /** Ends the line that changes, and says how many problems were not shown. */
    void finish() {
        line.end();
        if (problems > maxProblems) {
            line.note((problems - maxProblems) + " more rows were rejected");
            problems = 0;
        }
    }
}
