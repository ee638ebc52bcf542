package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.inference.Engine;
import dev.rapport.benchmarks.inference.Rates;
import dev.rapport.benchmarks.inference.SteadyLoad;
import dev.rapport.benchmarks.inference.Tasks;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.ResidentMemory;
import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.model.ComputeDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How the engine's speed changes with the prompts that decode together, with the length of their context, and in the
 * course of time. The baseline is the first point of each curve, so a ratio is growth.
 *
 * @param measured told of each case as soon as it is measured
 */
record GrowthBenchmark(InferenceOptions chosen, Consumer<CaseResult> measured) implements Benchmark {
    private static final int MAX_SLOTS = 256;
    private static final int PROMPT_TOKENS = 64;
    private static final int NEW_TOKENS = 64;
    private static final int CONTEXT_SLOTS = 8;
    private static final int MIN_CONTEXT = 64;
    private static final int CONTEXT_NEW_TOKENS = 32;
    private static final int INTERVALS = 30;
    /** Of so many parts of the time the curves get one: a drift needs a long look, a point does not. */
    private static final int PARTS = 7;

    private static final int STEADY_PROMPTS = 16;
    private static final long CACHE_BYTES = 3L << 30;
    private static final String SPEED = "tokens/s";
    private static final String MEMORY = "MiB";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Set<String> options() {
        return Set.of("--model", "--precision", "--plot");
    }

    /** The curves, which take at least one run a point, and then, for most of the time, steady load. */
    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        var results = new ArrayList<CaseResult>();
        var batching = new BatchingConfig(MAX_SLOTS, BatchingConfig.DEFAULT.prefillTokens());
        var config = new GeneratorConfig(ComputeDevice.AUTO, chosen.precision(), batching, CACHE_BYTES);
        try (var generator = LocalTextGenerator.open(chosen.model(), config)) {
            var tasks = new Tasks(generator.tokenizer(), 1);
            var engine = new Engine(generator);
            var slots = powersOfTwo(1, MAX_SLOTS);
            var contexts = powersOfTwo(MIN_CONTEXT, generator.shape().contextLength());
            var turn = time.dividedBy((long) PARTS * (slots.length + contexts.length));
            curve("slots", slots, results, count -> {
                var like = tasks.of(count, PROMPT_TOKENS, NEW_TOKENS);
                return Rates.decode(engine, tasks, like).unitsPerSecond(turn);
            });
            curve("context", contexts, results, length -> {
                var like = tasks.of(CONTEXT_SLOTS, length - CONTEXT_NEW_TOKENS, CONTEXT_NEW_TOKENS);
                return Rates.decode(engine, tasks, like).unitsPerSecond(turn);
            });
            var each = time.multipliedBy(PARTS - 1).dividedBy((long) PARTS * (INTERVALS + 1));
            steady(new SteadyLoad(generator, tasks, STEADY_PROMPTS).run(INTERVALS, each), each, results);
        }
        add(results, "memory-peak", ResidentMemory.peakBytes() / 0x1p20, MEMORY, 1, "1 MiB");
        draw(results);
        return results;
    }

    /** Speed at a point of a curve. */
    private interface Speed {
        double at(int point) throws InterruptedException;
    }

    private void curve(String name, int[] points, List<CaseResult> results, Speed speed) throws InterruptedException {
        speed.at(points[0]); // warms up
        var first = 0.0;
        for (var point : points) {
            var value = speed.at(point);
            first = point == points[0] ? value : first;
            add(results, name + "-" + point, value, SPEED, first, name + "-" + points[0]);
        }
    }

    private void steady(List<SteadyLoad.Interval> intervals, Duration each, List<CaseResult> results) {
        var first = intervals.get(0);
        for (var i = 0; i < intervals.size(); i++) {
            var at = String.valueOf(each.multipliedBy(i + 1).toSeconds());
            var interval = intervals.get(i);
            var baseline = "the first " + each.toSeconds() + " s";
            add(results, "steady-" + at + "s", interval.tokensPerSecond(), SPEED, first.tokensPerSecond(), baseline);
            add(results, "memory-" + at + "s", mebi(interval), MEMORY, mebi(first), baseline);
        }
    }

    /** At least 1, so that it can be a baseline where the system tells nothing. */
    private static double mebi(SteadyLoad.Interval interval) {
        return Math.max(1, interval.residentBytes() / 0x1p20);
    }

    private void add(
            List<CaseResult> results, String name, double value, String unit, double baseline, String baselineName) {
        var result = new CaseResult(name, value, unit, baseline, baselineName);
        measured.accept(result);
        results.add(result);
    }

    private void draw(List<CaseResult> results) {
        var plot = chosen.plot();
        if (plot != null) {
            try {
                GrowthPlot.write(results, plot);
            } catch (IOException e) {
                throw new BenchmarkException("cannot write " + plot + ": " + e.getMessage(), e);
            }
        }
    }

    private static int[] powersOfTwo(int first, int last) {
        return IntStream.iterate(first, value -> value <= last, value -> 2 * value)
                .toArray();
    }
}
