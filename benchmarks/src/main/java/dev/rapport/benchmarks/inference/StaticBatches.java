package dev.rapport.benchmarks.inference;

import java.util.List;

/**
 * Batches as most servers of models form them: some prompts, then the next ones when the last of them is done.
 *
 * @param size prompts of a batch, at least 1
 */
public record StaticBatches(Writer writer, int size) implements Writer {
    @Override
    public double secondsFor(List<Task> tasks) {
        var seconds = 0.0;
        for (int first = 0; first < tasks.size(); first += size) {
            seconds += writer.secondsFor(tasks.subList(first, Math.min(tasks.size(), first + size)));
        }
        return seconds;
    }
}
