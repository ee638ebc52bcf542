package dev.rapport.replay;

import dev.rapport.replay.mapping.CsvMapping;
import dev.rapport.replay.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One replay of some files: rows in their order, one request at a time, so that events of a customer never overtake each
 * other. A replay that was cut off is simply started again: capture's readers know every message id already. Used once,
 * by one thread.
 */
public final class Replay {
    private static final int MAX_BATCH_ROWS = 500;
    private static final int MAX_BATCH_BYTES = 256 * 1024;

    /** What to tell while it runs. */
    public interface Listener {
        /** After every request that was answered. */
        void progress(ReplayReport soFar);

        /** A row that is or will be rejected: where it stands and the reason in words. Once for each. */
        void problem(String line);

        /** The target does not take a request for now, with the reason in words; it is tried again. */
        void waiting(String line);
    }

    private final Listener listener;
    private final ReplayTime time;
    private final RateLimit rate;
    private final CaptureClient client;
    private final BatchSender sender;
    private final List<ReplayItem> batch = new ArrayList<>();
    private final long started;
    private final int batchRows;
    private int batchBytes;
    private long seenRetries;
    private ReplayReport report = ReplayReport.none();

    public Replay(ReplayConfig config, Listener listener, ReplayTime time) {
        this.listener = listener;
        this.time = time;
        this.rate = new RateLimit(config.eventsPerSecond());
        this.batchRows = rate.batchRows(MAX_BATCH_ROWS);
        this.started = time.nanos();
        this.client = new CaptureClient(config, time, listener::waiting);
        this.sender = new BatchSender(client, listener::problem);
    }

    /**
     * Sends all rows of all files.
     *
     * @throws dev.rapport.replay.mapping.UnusableFileException before anything is sent, when a file does not fit
     * @throws RefusedException when nothing was sent, since the target refuses the key or is no pipeline
     * @throws ReplayException when it cannot go on; {@link #report()} says how far it came
     */
    public ReplayReport run(List<Path> files, Optional<CsvMapping> mapping) throws InterruptedException {
        var sources = files.stream().map(file -> SourceFile.of(file, mapping)).toList();
        sources.forEach(Replay::check);
        for (var source : sources) {
            read(source);
        }
        flush();
        return report;
    }

    /** How far it is. */
    public ReplayReport report() {
        return report;
    }

    private static void check(SourceFile source) {
        try {
            source.check();
        } catch (IOException e) {
            throw new UnusableFileException(FileFault.unreadable(source.path(), e));
        }
    }

    private void read(SourceFile source) throws InterruptedException {
        try {
            source.read(this::add);
        } catch (IOException e) {
            throw new ReplayException(FileFault.unreadable(source.path(), e), e);
        }
    }

    private void add(ReplayItem item) throws InterruptedException {
        item.problem().ifPresent(listener::problem);
        var size = item.json().getBytes(StandardCharsets.UTF_8).length + 1;
        if (item.standalone() || batch.size() >= batchRows || batchBytes + size > MAX_BATCH_BYTES) {
            flush();
        }
        batch.add(item);
        batchBytes += size;
        if (item.standalone()) {
            flush();
        }
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        var wait = rate.reserve(batch.size(), elapsed());
        if (!wait.isZero()) {
            time.pause(wait);
        }
        try {
            var result = sender.send(batch);
            report = report.plus(result, batch.size(), client.retries() - seenRetries, seconds());
        } catch (RefusedException e) {
            throw report.sent() == 0 ? e : stopped(e);
        } catch (ReplayException e) {
            throw stopped(e);
        }
        seenRetries = client.retries();
        batch.clear();
        batchBytes = 0;
        listener.progress(report);
    }

    private ReplayException stopped(RuntimeException cause) {
        return new ReplayException(
                "stopped before " + batch.get(0).place() + ": " + cause.getMessage()
                        + "; run the same replay again within 7 days to continue, nothing is counted twice",
                cause);
    }

    private long elapsed() {
        return time.nanos() - started;
    }

    private double seconds() {
        return elapsed() / 1e9;
    }
}
