package dev.rapport.quickstart.app;

import java.io.PrintWriter;

/** Progress on stderr: one line that rewrites itself on a terminal, a line every ten seconds elsewhere. */
final class StatusLine {
    private static final int WIDTH = 110;
    private static final int EVERY = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private int shown;

    StatusLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** A line that stays. */
    void note(String text) {
        err.println(text);
        err.flush();
    }

    /** The latest progress. */
    void show(String text) {
        if (terminal) {
            err.printf("\r%-" + WIDTH + "s", text);
        } else if (shown % EVERY == 0) {
            err.println(text);
        }
        shown++;
        err.flush();
    }

    /** Leaves the rewritten line as it is. */
    void end() {
        if (terminal && shown > 0) {
            err.println();
            err.flush();
        }
    }
}
