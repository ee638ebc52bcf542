package dev.rapport.replay.app;

import dev.rapport.replay.DryRun;
import dev.rapport.replay.ProductOptions;
import dev.rapport.replay.RefusedException;
import dev.rapport.replay.Replay;
import dev.rapport.replay.ReplayConfig;
import dev.rapport.replay.ReplayException;
import dev.rapport.replay.ReplayFiles;
import dev.rapport.replay.SourceFiles;
import dev.rapport.replay.SourceFiles.Format;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.mapping.definition.MappingReader;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rapport replay}: exit code 0 when every row was answered, 1 when it had to stop, 2 for wrong usage. */
@Command(
        name = "replay",
        aliases = "import",
        description =
                "Sends Segment events in JSON (one a line, or an array), and CSV or other JSON with a mapping file, to a"
                        + " running pipeline.",
        footer = {
            "",
            "Event times are kept. Replaying the same file within 7 days changes nothing: every row has the same message id.",
            "A replay that was cut off goes on when the same command is run again.",
            "How to write a mapping file: docs/replay.md"
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int MAX_PROBLEMS = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files to send, in this order; folders, by name; - for standard input. Packed with gzip, too.")
    private List<Path> files = List.of();

    @Option(
            names = {"--to", "--url"},
            paramLabel = "URL",
            defaultValue = "${env:RAPPORT_URL:-http://localhost:8080}",
            description = "The running pipeline (default: http://localhost:8080, or RAPPORT_URL).")
    private @Nullable URI target;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:RAPPORT_TOKEN}",
            description = "Token that may operate the pipeline, where it asks for one: for --history and products"
                    + " (default: RAPPORT_TOKEN).")
    private @Nullable String token;

    @Option(
            names = "--history",
            description = "Take the events in without any decision of a campaign: what happened before the pipeline.")
    private boolean history;

    @Option(
            names = "--dry-run",
            description = "Send nothing: show the first events and every row that cannot be mapped.")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "What the files are: auto (by name and content), csv, segment, merchant (a Google Merchant feed, XML or"
                            + " tab-separated), or json, objects that the mapping reads"
                            + " (default: ${DEFAULT-VALUE}).")
    private Format format = Format.AUTO;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected rows are kept with their original text (default: FILE.rejects.jsonl in this"
                    + " folder, by the first file).")
    private @Nullable Path rejects;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "Where is remembered how far a replay came (default: $XDG_STATE_HOME/rapport/replay, or"
                    + " ~/.local/state/rapport/replay).")
    private @Nullable Path state;

    @Option(names = "--no-resume", description = "Remember nothing.")
    private boolean noResume;

    @Option(names = "--restart", description = "Begin again where an earlier run was cut off.")
    private boolean restart;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Whose products those of the files are (default: ${DEFAULT-VALUE}).")
    private String source = ProductOptions.DEFAULT.source();

    @Option(
            names = "--complete",
            description =
                    "The files have all products of the source: those that they do not have are removed at the end,"
                            + " unless that is more than the pipeline allows.")
    private boolean complete;

    @Option(names = "--force", description = "With --complete: however many that removes.")
    private boolean force;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Option(
            names = "--retry-for",
            paramLabel = "SECONDS",
            description = "How long to keep retrying while the pipeline is unavailable (default: ${DEFAULT-VALUE}).")
    private long retryFor = 120;

    @Option(names = "--mapping", paramLabel = "FILE", description = "What the columns of the CSV files mean (YAML).")
    private @Nullable Path mapping;

    @Option(
            names = "--write-key",
            paramLabel = "KEY",
            description = "Write key of the source that the events belong to (default: ${DEFAULT-VALUE}).")
    private String writeKey = "rapport-demo-key";

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events a second; 0 sends as fast as the pipeline accepts them (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec().commandLine().getOut();
        var err = spec().commandLine().getErr();
        var progress = new ProgressLines(err, dryRun ? Integer.MAX_VALUE : MAX_PROBLEMS);
        try (var input = new StandardInput()) {
            return run(input.files(files), progress, out);
        } catch (UnusableFileException | RefusedException | IllegalArgumentException e) {
            return ended(WRONG_USAGE, e, progress);
        } catch (ReplayException e) {
            return ended(FAILED, e, progress);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int run(List<Path> paths, ProgressLines progress, PrintWriter out) throws InterruptedException {
        var read = readMapping();
        var sources = new SourceFiles(read, format);
        if (dryRun) {
            var report = new DryRun(progress, out::println).run(paths, sources);
            progress.finish();
            ReportText.dryRun(report, json, out);
            return report.rejected().isEmpty() ? OK : FAILED;
        }
        var config = new ReplayConfig(
                target(),
                writeKey,
                Optional.ofNullable(token),
                history,
                rate,
                Duration.ofSeconds(retryFor),
                new ProductOptions(source, complete, force));
        var kept = kept();
        var report = new Replay(config, progress, new SystemTime(), kept).run(paths, sources, read);
        progress.finish();
        if (!report.rejected().isEmpty()) {
            kept.rejects().ifPresent(file -> progress.note("rejected rows, as they stand in their files: " + file));
        }
        ReportText.of(report, json, out);
        return OK;
    }

    private URI target() {
        return target == null ? URI.create("http://localhost:8080") : target;
    }

    /** What came through standard input cannot be read again. */
    private ReplayFiles kept() {
        var resumes = !noResume && files.stream().noneMatch(StandardInput::isIt);
        var name = StandardInput.isIt(files.get(0))
                ? "stdin"
                : String.valueOf(files.get(0).toAbsolutePath().normalize().getFileName());
        var rejected = rejects == null ? Path.of(name + ".rejects.jsonl") : rejects;
        return new ReplayFiles(
                resumes ? Optional.of(state == null ? StateFolder.ofUser() : state) : Optional.empty(),
                restart,
                Optional.of(rejected));
    }

    private int ended(int exitCode, RuntimeException reason, ProgressLines progress) {
        progress.finish();
        spec().commandLine().getErr().println(spec().qualifiedName() + ": " + reason.getMessage());
        return exitCode;
    }

    private Optional<Mapping> readMapping() {
        if (mapping == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MappingReader.read(mapping.toString(), Files.readString(mapping)));
        } catch (IOException e) {
            throw new UnusableFileException(FileFault.unreadable(mapping, e));
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command is run by picocli only");
        }
        return spec;
    }
}
