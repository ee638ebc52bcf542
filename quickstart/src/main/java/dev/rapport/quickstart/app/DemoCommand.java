package dev.rapport.quickstart.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.quickstart.demo.DemoData;
import dev.rapport.quickstart.demo.DemoPlan;
import dev.rapport.quickstart.demo.DemoRun;
import dev.rapport.quickstart.pipeline.Pipeline;
import dev.rapport.quickstart.pipeline.PipelineConfig;
import dev.rapport.quickstart.pipeline.Ports;
import dev.rapport.quickstart.report.DemoReport;
import dev.rapport.quickstart.report.ScoringClient;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.service.StopSignal;
import dev.rapport.runtime.terminal.ProgressLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kafka, all services and simulated shop traffic. */
@Command(
        name = "demo",
        description = {
            "Runs Kafka, all services and a simulated shop whose customers react to the replies.",
            "The shop's laws are known, so the report shows the measured lift beside the true one.",
            "Exits 1 when an accepted event, a decision or a prompt is not accounted for."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = Json.strict();

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Mixin
    private TokenOption token;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "40",
            description = "Events a second of all visits, on average (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Seconds of traffic before the summary; without it, until Ctrl-C.")
    private @Nullable Integer seconds;

    @Option(names = "--customers", paramLabel = "N", description = "Simulated customers (default: ${DEFAULT-VALUE}).")
    private int customers = 300;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep the data in this folder; without it a temporary one is used and deleted.")
    private @Nullable Path dataDir;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the shop (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report to this file, as JSON.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print the report as one JSON document instead of a summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plan = plan();
        OutputOption.requireWritable(spec, "--report", report);
        OutputOption.requireFolder(spec, "--data-dir", dataDir);
        Ports.requireFree(options.port(), "--port");
        Models.fetch(options.settings(null, Map.of()), spec.commandLine().getErr());
        try (var signal = StopSignal.install(Failures.lines(spec.commandLine()));
                var data = dataDir == null ? DemoData.temporary() : DemoData.in(dataDir)) {
            return run(plan, data, signal);
        }
    }

    private int run(DemoPlan plan, DemoData data, StopSignal signal) throws IOException, InterruptedException {
        var status = ProgressLine.on(spec.commandLine().getErr());
        status.note("Starting Kafka and all services ...");
        var settings = options.settings(null, data.settings(plan));
        var config = new PipelineConfig(data.dir(), options.port(), 0, settings);
        try (var services = Services.of(settings);
                var pipeline = Pipeline.start(config, services.factories())) {
            pipeline.awaitReady(READY_WITHIN);
            status.note("Dashboard " + pipeline.url() + "/   Kafka " + pipeline.bootstrapServers()
                    + (seconds == null ? "   Ctrl-C ends it with a summary" : ""));
            var stop = stopCondition(pipeline, signal);
            try (var run = new DemoRun(
                    pipeline,
                    WriteKey.of(settings),
                    new ScoringClient(pipeline.url(), token.value()),
                    plan,
                    Clock.systemUTC(),
                    now -> status.show(now::line))) {
                var outcome = run.run(stop);
                status.end();
                Failures.rethrow(pipeline.failure(), signal);
                print(withStartup(outcome.report(), outcome.firstReplyAt()));
                return outcome.reconciled() ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    /** How long the first reply took from the start of this process. */
    private static DemoReport withStartup(DemoReport found, Optional<Instant> firstReplyAt) {
        var started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return firstReplyAt
                .map(at -> found.startedIn(Duration.between(started, at)))
                .orElse(found);
    }

    private DemoPlan plan() {
        try {
            if (seconds != null && seconds < 1) {
                throw new IllegalArgumentException("seconds is " + seconds + "; it must be at least 1");
            }
            return new DemoPlan(seed, customers, rate, Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private BooleanSupplier stopCondition(Pipeline pipeline, StopSignal signal) {
        var end = seconds == null ? Instant.MAX : Instant.now().plusSeconds(seconds);
        return () -> signal.stopped().isDone()
                || pipeline.failure().isDone()
                || Instant.now().isAfter(end);
    }

    private void print(DemoReport found) throws IOException {
        if (report != null) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(report.toFile(), found);
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(found));
        } else {
            SummaryTable.print(out, found);
        }
        out.flush();
    }
}
