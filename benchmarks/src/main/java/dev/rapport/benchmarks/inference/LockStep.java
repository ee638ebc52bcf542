package dev.rapport.benchmarks.inference;

import java.util.List;

/** All prompts go on until the one that wants most is done, as rows of a padded batch do; what is too much is thrown away. */
public record LockStep(Writer writer) implements Writer {
    @Override
    public double secondsFor(List<Task> tasks) {
        var most = tasks.stream().mapToInt(Task::newTokens).max().orElse(0);
        return writer.secondsFor(
                tasks.stream().map(task -> task.withNewTokens(most)).toList());
    }
}
