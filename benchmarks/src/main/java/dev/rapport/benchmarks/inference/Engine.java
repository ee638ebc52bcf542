package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Refused;
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
