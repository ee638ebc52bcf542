package dev.rapport.ingestion.replay;

import dev.rapport.ingestion.replay.mapping.CsvMapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One replay of some files: rows in their order, one request at a time, so that events of a customer never overtake each
 * other. A replay that was cut off is simply started again: capture's readers know every message id already. Used once,
 * by one thread.
 */
public final class Replay {
    private static final int BATCH_ROWS = 500;
    private static final int BATCH_BYTES = 256 * 1024;

    /** What to tell while it runs. */
    public interface Listener {
        /** After every request that was answered. */
        void progress(ReplayReport soFar);

        /** A row that will be rejected, with the reason in words. */
        void problem(String line);

        /** The target does not take a request for now, with the reason in words; it is tried again. */
        void waiting(String line);
    }

    private final ReplayConfig config;
    private final Listener listener;
    private final Pause pause;
    private final CaptureClient client;
    private final BatchSender sender;
    private final List<ReplayItem> batch = new ArrayList<>();
    private final long started = System.nanoTime();
    private int batchBytes;
    private long seenRetries;
    private ReplayReport report = ReplayReport.none();

    public Replay(ReplayConfig config, Listener listener, Pause pause) {
        this.config = config;
        this.listener = listener;
        this.pause = pause;
        this.client = new CaptureClient(config, pause, listener::waiting);
        this.sender = new BatchSender(client);
    }

    /**
     * Sends all rows of all files.
     *
     * @throws dev.rapport.ingestion.replay.mapping.MappingException before anything is sent, when a file does not fit
     * @throws ReplayException when it cannot go on; {@link #report()} says how far it came
     */
    public ReplayReport run(List<Path> files, Optional<CsvMapping> mapping) throws InterruptedException {
        var sources = files.stream().map(file -> new SourceFile(file, mapping)).toList();
        sources.forEach(SourceFile::check);
        for (var source : sources) {
            source.read(this::add);
        }
        flush();
        return report;
    }

    /** How far it is. */
    public ReplayReport report() {
        return report;
    }

    private void add(ReplayItem item) throws InterruptedException {
        item.problem().ifPresent(listener::problem);
        var size = item.json().getBytes(StandardCharsets.UTF_8).length + 1;
        if (item.standalone() || batch.size() >= BATCH_ROWS || batchBytes + size > BATCH_BYTES) {
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
        keepRate();
        try {
            var result = sender.send(batch);
            report = report.plus(result, batch.size(), client.retries() - seenRetries, seconds());
        } catch (ReplayException e) {
            throw new ReplayException(
                    "stopped before " + batch.get(0).place() + ": " + e.getMessage()
                            + "; start the same replay again within 7 days to go on, nothing counts twice",
                    e);
        }
        seenRetries = client.retries();
        batch.clear();
        batchBytes = 0;
        listener.progress(report);
    }

    private void keepRate() throws InterruptedException {
        if (config.eventsPerSecond() > 0) {
            var due = report.sent() / config.eventsPerSecond();
            var early = due - seconds();
            if (early > 0) {
                pause.pause(Duration.ofNanos((long) (early * 1e9)));
            }
        }
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
