package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import java.util.List;

/** Our engine: all prompts at once, as many in the batch as it has slots. */
public record Engine(LocalTextGenerator generator) implements Writer {
    @Override
    public double secondsFor(List<Task> tasks) {
        var requests = tasks.stream()
                .map(task -> new GenerationRequest(task.text(), exactly(task.newTokens()), 0))
                .toList();
        var started = System.nanoTime();
        for (var result : generator.generate(requests)) {
            if (result instanceof Refused refused) {
                throw new BenchmarkException("the model refused a prompt: " + refused.detail());
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static SamplingSettings exactly(int tokens) {
        return new SamplingSettings(1, tokens, tokens, 0, 0, 1, 0, 1, 0);
    }
}
