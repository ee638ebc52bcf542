package dev.rapport.replay;

import dev.rapport.replay.ReplayReport.BatchResult;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A replay that sends nothing: shows the first events, and every row that cannot be mapped. */
public final class DryRun {
    private static final int SHOWN = 5;
    private static final String UNMAPPED = "INVALID_FIELD";

    private final Replay.Listener listener;
    private final Consumer<String> shown;
    private ReplayReport report = ReplayReport.none();
    private String lastProblem = "";
    private int events;

    /** @param shown takes the first events and products, in JSON */
    public DryRun(Replay.Listener listener, Consumer<String> shown) {
        this.listener = listener;
        this.shown = shown;
    }

    /**
     * Reads all rows of all files.
     *
     * @return what would be sent; capture may refuse more
     */
    public ReplayReport run(List<Path> paths, SourceFiles files) throws InterruptedException {
        for (var source : Sources.checked(files.of(paths)).files()) {
            var before = report.sent();
            try {
                source.read(this::take, new BytesRead());
            } catch (IOException e) {
                throw new ReplayException(FileFault.unreadable(source.path(), e), e);
            }
            if (report.sent() == before) {
                listener.note(SourceFile.nothingIn(source));
            }
        }
        return report;
    }

    private void take(ReplayItem item) {
        var rejected = item.problem().isPresent() ? Map.of(UNMAPPED, 1L) : Map.<String, Long>of();
        report = report.plus(new BatchResult(rejected), 1, 0, 0);
        item.problem().filter(problem -> !problem.equals(lastProblem)).ifPresent(problem -> {
            listener.problem(problem);
            lastProblem = problem;
        });
        if (item.problem().isEmpty() && events < SHOWN) {
            events++;
            shown.accept(item.body());
        }
    }
}
