package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.inference.Writer.Task;
import dev.rapport.benchmarks.measure.Work;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Figures of a writer. Every run has other words: pages of a prompt that was read before must not help. */
public final class Rates {
    private Rates() {}

    /** Tokens a second after the first of each prompt: a run to the end less a run to the first token. */
    public static Work decode(Writer writer, Tasks tasks, List<Task> like) {
        var tokens = newTokens(like) - like.size();
        return time -> {
            var seconds = 0.0;
            var done = 0L;
            while (done == 0 || seconds < seconds(time)) {
                var untilFirst = writer.secondsFor(toFirstToken(tasks.like(like)));
                seconds += Math.max(1e-9, writer.secondsFor(tasks.like(like)) - untilFirst);
                done += tokens;
            }
            return done / seconds;
        };
    }

    /** Prompt tokens a second until the first new token of each. */
    public static Work prefill(Writer writer, Tasks tasks, List<Task> like) {
        var units = like.stream().mapToLong(task -> task.ids().size()).sum();
        return time -> rate(() -> writer.secondsFor(toFirstToken(tasks.like(like))), units, time);
    }

    /** New tokens a second from the first prompt to the last token. */
    public static Work whole(Writer writer, Tasks tasks, List<Task> like) {
        return time -> rate(() -> writer.secondsFor(tasks.like(like)), newTokens(like), time);
    }

    private static double rate(DoubleSupplier run, long units, Duration time) {
        var seconds = 0.0;
        var done = 0L;
        while (done == 0 || seconds < seconds(time)) {
            seconds += run.getAsDouble();
            done += units;
        }
        return done / seconds;
    }

    private static List<Task> toFirstToken(List<Task> tasks) {
        return tasks.stream().map(task -> task.withNewTokens(1)).toList();
    }

    private static long newTokens(List<Task> tasks) {
        return tasks.stream().mapToLong(Task::newTokens).sum();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
