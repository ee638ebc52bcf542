package dev.rapport.runtime.terminal;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress of a command on stderr: one line that rewrites itself on a terminal, elsewhere a line every ten seconds. For
 * one thread.
 */
public final class ProgressLine {
    private static final long ON_TERMINAL = 200_000_000L;
    private static final long ELSEWHERE = 10_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private long shownAt;
    /** Characters of the line that rewrites itself; 0 when there is none. */
    private int width;

    /**
     * Nothing is shown yet.
     *
     * @param terminal whether a line can be rewritten
     * @param nanos    a clock whose zero is anywhere
     */
    public ProgressLine(PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        restart();
    }

    /** On the terminal of this process, if it has one. */
    public static ProgressLine on(PrintWriter err) {
        return new ProgressLine(err, Terminal.isPresent(), System::nanoTime);
    }

    /** The work begins now: the next line is due when its time has passed. */
    public void restart() {
        shownAt = nanos.getAsLong();
    }

    /** Shows how far the work is, when the time for it has come. */
    public void show(Supplier<String> text) {
        if (nanos.getAsLong() - shownAt >= (terminal ? ON_TERMINAL : ELSEWHERE)) {
            showNow(text.get());
        }
    }

    /** Shows how far the work is. */
    public void showNow(String text) {
        restart();
        if (terminal) {
            // Blanks over what is left of a longer line.
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = Math.max(1, text.length());
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** A line that stays. */
    public void note(String text) {
        end();
        err.println(text);
        err.flush();
    }

    /** Leaves the line that rewrites itself as it is. */
    public void end() {
        if (width > 0) {
            err.println();
            err.flush();
            width = 0;
        }
    }
}
