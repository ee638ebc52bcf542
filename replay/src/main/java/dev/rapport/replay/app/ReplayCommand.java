package dev.rapport.replay.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.replay.RefusedException;
import dev.rapport.replay.Replay;
import dev.rapport.replay.ReplayConfig;
import dev.rapport.replay.ReplayException;
import dev.rapport.replay.ReplayReport;
import dev.rapport.replay.mapping.CsvMapping;
import dev.rapport.replay.mapping.UnusableFileException;
import dev.rapport.replay.mapping.definition.MappingReader;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
        description = "Sends JSON Lines (Segment events) or CSV (with a mapping file) to a running pipeline.",
        footer = {
            "",
            "Event times are kept. Replaying the same file within 7 days changes nothing: every row has the same message id.",
            "How to write a mapping file: docs/replay.md"
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to send, in this order.")
    private List<Path> files = List.of();

    @Option(names = "--to", paramLabel = "URL", description = "The running pipeline (default: ${DEFAULT-VALUE}).")
    private URI target = URI.create("http://localhost:8080");

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
        var progress = new ProgressLines(err);
        try {
            var config = new ReplayConfig(target, writeKey, rate, Duration.ofSeconds(retryFor));
            var replay = new Replay(config, progress, new SystemTime());
            var report = replay.run(files, readMapping());
            progress.finish();
            print(out, report);
            return OK;
        } catch (UnusableFileException | RefusedException | IllegalArgumentException e) {
            return ended(WRONG_USAGE, e, progress);
        } catch (ReplayException e) {
            return ended(FAILED, e, progress);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int ended(int exitCode, RuntimeException reason, ProgressLines progress) {
        progress.finish();
        spec().commandLine().getErr().println(spec().qualifiedName() + ": " + reason.getMessage());
        return exitCode;
    }

    private Optional<CsvMapping> readMapping() {
        if (mapping == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MappingReader.read(mapping.toString(), Files.readString(mapping)));
        } catch (IOException e) {
            throw new UnusableFileException(FileFault.unreadable(mapping, e));
        }
    }

    private void print(PrintWriter out, ReplayReport report) {
        if (json) {
            out.println(document(report));
            return;
        }
        out.printf(
                Locale.ROOT,
                "sent %d, accepted %d, rejected %d in %.1f s%n",
                report.sent(),
                report.accepted(),
                report.sent() - report.accepted(),
                report.seconds());
        report.rejected().forEach((reason, count) -> out.printf(Locale.ROOT, "  %s %d%n", reason, count));
    }

    private static String document(ReplayReport report) {
        var document =
                JsonNodeFactory.instance.objectNode().put("sent", report.sent()).put("accepted", report.accepted());
        var rejected = document.putObject("rejected");
        report.rejected().forEach(rejected::put);
        return document.put("seconds", Math.round(report.seconds() * 1000) / 1000.0)
                .put("retries", report.retries())
                .toString();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command is run by picocli only");
        }
        return spec;
    }
}
