package dev.rapport.replay;

import dev.rapport.replay.Checkpoint.Position;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One replay of some files: rows in their order, one request at a time, so that events of a customer never overtake each
 * other. A replay that was cut off goes on after what was answered; what is sent once more counts once, as capture's
 * readers know its message id. Used once, by one thread.
 */
public final class Replay {
    /** What to tell while it runs. */
    public interface Listener {
        /**
         * After every request that was answered.
         *
         * @param share of the files that was read, from 0 to 1
         */
        void progress(ReplayReport soFar, double share);

        /** A row that is or will be rejected: where it stands and the reason in words. Once for each. */
        void problem(String line);

        /** What a person should know: why a request waits, or where an earlier run goes on. */
        void note(String line);
    }

    private final ReplayConfig config;
    private final Listener listener;
    private final ReplayTime time;
    private final ReplayFiles kept;
    private final RateLimit rate;
    private final CaptureClient client;
    private final BatchSender sender;
    private final Batch batch;
    private final BytesRead bytes = new BytesRead();
    private final long started;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<RejectsFile> rejects = Optional.empty();
    private Sources sources = new Sources(List.of(), 0);
    private Position place = Position.START;
    private Position resumed = Position.START;
    private String lastProblem = "";
    private long seenRetries;
    private ReplayReport report = ReplayReport.none();

    public Replay(ReplayConfig config, Listener listener, ReplayTime time, ReplayFiles kept) {
        this.config = config;
        this.listener = listener;
        this.time = time;
        this.kept = kept;
        this.rate = new RateLimit(config.eventsPerSecond());
        this.batch = new Batch(rate);
        this.started = time.nanos();
        this.client = new CaptureClient(config, time, listener::note);
        this.sender = new BatchSender(
                client, new CaptureRequests(config, new ProductFeed(config.products())), this::rejected);
    }

    /**
     * Sends all rows of all files.
     *
     * @param mapping by which the files are read: another data set is another replay
     * @throws UnusableFileException before anything is sent, when a file does not fit or has changed since an earlier run
     * @throws RefusedException when nothing was sent, since the target refuses the key or is no pipeline
     * @throws ReplayException when it cannot go on; {@link #report()} says how far it came
     */
    public ReplayReport run(List<Path> paths, SourceFiles files, Optional<Mapping> mapping)
            throws InterruptedException {
        sources = Sources.checked(files.of(paths));
        resume(mapping);
        for (var index = 0; index < sources.files().size(); index++) {
            place = new Position(index, 0);
            read(sources.files().get(index));
            if (place.items() == 0) {
                listener.note(SourceFile.nothingIn(sources.files().get(index)));
            }
        }
        flush();
        completeFeed();
        complete();
        return report;
    }

    /** How far it is. */
    public ReplayReport report() {
        return report;
    }

    private void resume(Optional<Mapping> mapping) {
        var fingerprint = mapping.map(Mapping::fingerprint).orElse("");
        checkpoint = kept.checkpoint(config, mapping.map(Mapping::dataset).orElse(""), sources.files())
                .map(file -> new Checkpoint(file, sources, fingerprint));
        // Where a feed began is not known any more once its sender was cut off.
        if (checkpoint.isPresent() && !kept.restart() && !config.products().complete()) {
            resumed = found(checkpoint.get());
        }
        if (!resumed.equals(Position.START)) {
            listener.note("going on in " + sources.files().get(resumed.file()).name() + " after " + resumed.items()
                    + " events that were answered before; --restart begins again");
        }
        rejects = kept.rejects().map(file -> new RejectsFile(file, !resumed.equals(Position.START)));
    }

    private static Position found(Checkpoint earlier) {
        try {
            return earlier.find();
        } catch (IOException e) {
            throw new UnusableFileException(
                    "the checkpoint of an earlier run cannot be read: " + FileFault.of(e) + "; --restart begins again");
        }
    }

    private void completeFeed() throws InterruptedException {
        if (config.products().complete()) {
            listener.note("removed " + sender.completeFeed() + " products of source "
                    + config.products().source() + " that the files do not have");
        }
    }

    private void complete() {
        if (checkpoint.isPresent()) {
            try {
                checkpoint.get().remove();
            } catch (IOException e) {
                listener.note("the checkpoint cannot be removed: " + FileFault.of(e));
            }
        }
    }

    private void read(SourceFile source) throws InterruptedException {
        try {
            source.read(this::add, bytes);
        } catch (IOException e) {
            throw new ReplayException(FileFault.unreadable(source.path(), e), e);
        }
    }

    private void add(ReplayItem item) throws InterruptedException {
        place = new Position(place.file(), place.items() + 1);
        if (place.file() < resumed.file() || (place.file() == resumed.file() && place.items() <= resumed.items())) {
            return;
        }
        item.problem().ifPresent(this::problem);
        if (!batch.hasRoomFor(item)) {
            flush();
        }
        batch.add(item, place);
        if (!item.kind().inBatches()) {
            flush();
        }
    }

    private void flush() throws InterruptedException {
        var items = batch.items();
        if (items.isEmpty()) {
            return;
        }
        var wait = rate.reserve(items.size(), elapsed());
        if (!wait.isZero()) {
            time.pause(wait);
        }
        try {
            var result = sender.send(items);
            report = report.plus(result, items.size(), client.retries() - seenRetries, elapsed() / 1e9);
        } catch (RefusedException e) {
            throw report.sent() == 0 ? e : stopped(e);
        } catch (ReplayException e) {
            throw stopped(e);
        }
        seenRetries = client.retries();
        items.forEach(item -> item.problem().ifPresent(problem -> keep(item, problem)));
        checkpoint.ifPresent(file -> file.write(batch.end()));
        batch.clear();
        listener.progress(report, sources.share(bytes));
    }

    private void rejected(ReplayItem item, String problem) {
        keep(item, problem);
        problem(problem);
    }

    private void keep(ReplayItem item, String problem) {
        rejects.ifPresent(file -> file.add(item, problem));
    }

    /** Rows that are one event have one problem. */
    private void problem(String line) {
        if (!line.equals(lastProblem)) {
            listener.problem(line);
            lastProblem = line;
        }
    }

    private ReplayException stopped(RuntimeException cause) {
        return new ReplayException(
                "stopped before " + batch.items().get(0).place() + ": " + cause.getMessage()
                        + "; run the same replay again within 7 days to continue, nothing is counted twice",
                cause);
    }

    private long elapsed() {
        return time.nanos() - started;
    }
}
