package dev.rapport.inference.model.hub;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.function.LongSupplier;

/** For commands: one line that rewrites itself on a terminal, elsewhere a line every ten seconds. */
public final class DownloadLine implements DownloadListener {
    private static final long ON_TERMINAL = 200_000_000L;
    private static final long ELSEWHERE = 10_000_000_000L;
    private static final int WIDTH = 70;
    /** What a megabyte with one decimal shows. */
    private static final long MIN_TOLD = 100_000;

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private String model = "";
    private long bytes;
    private long resumedAt;
    private long present;
    private long began;
    private long shown;
    private boolean open;

    public DownloadLine(PrintWriter err, boolean terminal) {
        this(err, terminal, System::nanoTime);
    }

    /** @param nanos a clock whose zero is anywhere */
    DownloadLine(PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    @Override
    public void waiting(HubId id) {
        note(id + " is being downloaded already; waiting for that");
    }

    @Override
    public void started(HubId id, URI hub, long bytes, long present) {
        this.model = id.text();
        this.bytes = bytes;
        this.present = present;
        resumedAt = present;
        began = nanos.getAsLong();
        shown = began;
        note("downloading " + id + " from " + hub + ": " + megabytes(bytes) + " MB"
                + (present >= MIN_TOLD ? ", of which " + megabytes(present) + " MB are here already" : ""));
    }

    @Override
    public void progressed(long present) {
        this.present = present;
        resumedAt = Math.min(resumedAt, present);
        var now = nanos.getAsLong();
        if (now - shown >= (terminal ? ON_TERMINAL : ELSEWHERE)) {
            shown = now;
            show(now);
        }
    }

    @Override
    public void faltered(String fault) {
        note("download interrupted, trying again: " + fault);
    }

    @Override
    public void finished() {
        show(nanos.getAsLong());
        end();
    }

    @Override
    public void failed() {
        end();
    }

    private void show(long now) {
        var seconds = Math.max((now - began) / 1e9, 1e-3);
        var text = String.format(
                Locale.ROOT,
                "%s  %d %%  %s of %s MB  %.1f MB/s",
                model,
                bytes == 0 ? 100 : Math.min(100, present * 100 / bytes),
                megabytes(present),
                megabytes(bytes),
                (present - resumedAt) / 1e6 / seconds);
        if (terminal) {
            err.printf("\r%-" + WIDTH + "s", text);
            open = true;
        } else {
            err.println(text);
        }
        err.flush();
    }

    private void note(String text) {
        end();
        err.println(text);
        err.flush();
    }

    /** Ends the line that rewrites itself. */
    private void end() {
        if (open) {
            err.println();
            err.flush();
            open = false;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f" : "%.0f", bytes / 1e6);
    }
}
