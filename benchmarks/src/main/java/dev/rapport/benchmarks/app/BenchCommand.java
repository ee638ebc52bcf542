package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchReport;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Machine;
import dev.rapport.inference.model.source.ModelLocator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast a part is on this machine, beside a baseline measured in the same run. */
@Command(
        name = "bench",
        description = {
            "Measures a part of Rapport on this machine, in turn with a baseline.",
            "Figures are medians; a ratio above 1 is faster than the baseline."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int MAX_SECONDS = 3_600;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "capture, capture-rules, enrichment, growth, inference, scoring or training.")
    private String name = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Time for all cases together, not counting the start (default: ${DEFAULT-VALUE}).")
    private double seconds = 30;

    @Mixin
    private InferenceOptions inference = new InferenceOptions();

    @Mixin
    private CaptureOptions capture = new CaptureOptions();

    @Mixin
    private EnrichmentOptions enrichment = new EnrichmentOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var benchmark = benchmarks().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("no benchmark is called " + name + "; there are " + known()));
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw wrong("--seconds " + seconds + ": must be above 0 and at most " + MAX_SECONDS);
        }
        requireOptionsOf(benchmark);
        if (benchmark.options().contains("--model")) {
            ModelLocator.shownOn(spec().commandLine().getErr()).locate(inference.model());
        }
        var results = benchmark.run(Duration.ofNanos((long) (seconds * 1e9)));
        var report = new BenchReport(name, Machine.current(), benchmark.settings(), results);
        var out = spec().commandLine().getOut();
        if (json) {
            out.println(report.json());
            out.flush();
        } else {
            report.print(out);
        }
        return ExitCode.OK;
    }

    private void requireOptionsOf(Benchmark benchmark) {
        for (var matched : spec().commandLine().getParseResult().matchedOptions()) {
            var option = matched.longestName();
            var others = benchmarks().stream()
                    .filter(known -> known.options().contains(option))
                    .map(Benchmark::name)
                    .toList();
            if (!others.isEmpty() && !benchmark.options().contains(option)) {
                throw wrong(
                        option + ": is an option of bench " + String.join(" and ", others) + ", not of bench " + name);
            }
        }
    }

    private void measured(CaseResult result) {
        var err = spec().commandLine().getErr();
        err.println(BenchReport.line(result));
        err.flush();
    }

    private List<Benchmark> benchmarks() {
        return List.of(
                new CaptureBenchmark(capture, this::measured),
                new CaptureRulesBenchmark(this::measured),
                new EnrichmentBenchmark(enrichment, this::measured),
                new GrowthBenchmark(inference, this::measured),
                new InferenceBenchmark(inference, this::measured),
                new ScoringBenchmark(),
                new TrainingBenchmark(inference, this::measured));
    }

    private String known() {
        return benchmarks().stream().map(Benchmark::name).collect(Collectors.joining(", "));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not made by picocli");
        }
        return spec;
    }
}
