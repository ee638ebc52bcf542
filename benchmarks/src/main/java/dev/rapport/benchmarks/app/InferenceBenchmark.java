package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.GeneratorConfig;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** New tokens of the bundled model when prompts share a batch, beside the same prompts one at a time. */
final class InferenceBenchmark implements Benchmark {
    private static final List<Integer> BATCHES = List.of(1, 8, 32);
    private static final int NEW_TOKENS = 50;
    /** One candidate of exactly 50 tokens from the 50 most probable. */
    private static final SamplingSettings SETTINGS =
            new SamplingSettings(1, NEW_TOKENS, NEW_TOKENS, 1.0, 50, 1.0, 0.0, 1.0, 0);

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        var results = new ArrayList<CaseResult>();
        try (var generator = LocalTextGenerator.open("default", GeneratorConfig.DEFAULT)) {
            for (var batch : BATCHES) {
                var prompts = prompts(batch);
                var comparison = new Comparison(
                        "batch-" + batch,
                        "tokens/s",
                        turn -> together(generator, prompts, turn),
                        "the same prompts one at a time",
                        turn -> oneAtATime(generator, prompts, turn));
                results.add(comparison.measure(time.dividedBy(BATCHES.size())));
            }
        }
        return results;
    }

    private static double together(LocalTextGenerator generator, List<GenerationRequest> prompts, Duration time) {
        var start = System.nanoTime();
        var tokens = 0L;
        while (tokens == 0 || System.nanoTime() - start < time.toNanos()) {
            tokens += tokens(generator.generate(prompts));
        }
        return tokens / seconds(start);
    }

    private static double oneAtATime(LocalTextGenerator generator, List<GenerationRequest> prompts, Duration time) {
        var start = System.nanoTime();
        var tokens = 0L;
        for (var next = 0; next == 0 || System.nanoTime() - start < time.toNanos(); next++) {
            tokens += tokens(generator.generate(List.of(prompts.get(next % prompts.size()))));
        }
        return tokens / seconds(start);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static long tokens(List<GenerationResult> results) {
        var tokens = 0L;
        for (var result : results) {
            if (result instanceof Generated generated) {
                tokens += generated.candidates().get(0).tokens().size();
            } else if (result instanceof Refused refused) {
                throw new BenchmarkException("the model refused a prompt: " + refused.detail());
            }
        }
        return tokens;
    }

    private static List<GenerationRequest> prompts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new GenerationRequest(prompt(number), SETTINGS, number))
                .toList();
    }

    /** In the format that the bundled model knows. */
    private static String prompt(int number) {
        return "task: recommend\nlanguage: en\ntone: friendly\nname: Ana\nproduct: Garden Lamp " + number
                + "\nbrand: Lumora\nprice: " + (10 + number) + ".50 EUR\nbecause: viewed Ceramic Teapot\nreply:";
    }
}
