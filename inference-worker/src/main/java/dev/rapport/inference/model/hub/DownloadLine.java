package dev.rapport.inference.model.hub;

import dev.rapport.runtime.terminal.ProgressLine;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.function.LongSupplier;

/** For commands: one line that rewrites itself on a terminal, elsewhere a line every ten seconds. */
public final class DownloadLine implements DownloadListener {
    /** What a megabyte with one decimal shows. */
    private static final long MIN_TOLD = 100_000;

    private final ProgressLine line;
    private final LongSupplier nanos;
    private String model = "";
    private long bytes;
    private long resumedAt;
    private long present;
    private long began;

    public DownloadLine(PrintWriter err, boolean terminal) {
        this(err, terminal, System::nanoTime);
    }

    /** @param nanos a clock whose zero is anywhere */
    DownloadLine(PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.line = new ProgressLine(err, terminal, nanos);
        this.nanos = nanos;
    }

    @Override
    public void waiting(HubId id) {
        line.note(id + " is being downloaded already; waiting for that");
    }

    @Override
    public void started(HubId id, URI hub, long bytes, long present) {
        this.model = id.text();
        this.bytes = bytes;
        this.present = present;
        resumedAt = present;
        began = nanos.getAsLong();
        line.restart();
        line.note("downloading " + id + " from " + hub + ": " + megabytes(bytes) + " MB"
                + (present >= MIN_TOLD ? ", of which " + megabytes(present) + " MB are here already" : ""));
    }

    @Override
    public void progressed(long present) {
        this.present = present;
        resumedAt = Math.min(resumedAt, present);
        line.show(this::progress);
    }

    @Override
    public void faltered(String fault) {
        line.note("download interrupted, trying again: " + fault);
    }

    @Override
    public void finished() {
        line.showNow(progress());
        line.end();
    }

    @Override
    public void failed() {
        line.end();
    }

    private String progress() {
        var seconds = Math.max((nanos.getAsLong() - began) / 1e9, 1e-3);
        return String.format(
                Locale.ROOT,
                "%s  %d %%  %s of %s MB  %.1f MB/s",
                model,
                bytes == 0 ? 100 : Math.min(100, present * 100 / bytes),
                megabytes(present),
                megabytes(bytes),
                (present - resumedAt) / 1e6 / seconds);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f" : "%.0f", bytes / 1e6);
    }
}
