package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.ResidentMemory;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps an engine's slots full of prompts of mixed lengths: whoever ends makes room for the next. One thread. */
public final class SteadyLoad {
    private final LocalTextGenerator generator;
    private final Tasks tasks;
    private final int underWay;
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
    private long seed;

    /**
     * What an interval showed.
     *
     * @param tokensPerSecond new tokens of the prompts that ended in it
     * @param residentBytes memory of the process at its end, 0 where the system does not tell
     */
    public record Interval(double tokensPerSecond, long residentBytes) {}

    /** @param underWay prompts at any time */
    public SteadyLoad(LocalTextGenerator generator, Tasks tasks, int underWay) {
        this.generator = generator;
        this.tasks = tasks;
        this.underWay = underWay;
    }

    /**
     * Runs, after one interval that warms up.
     *
     * @param intervals at least 1
     */
    public List<Interval> run(int intervals, Duration each) throws InterruptedException {
        for (var i = 0; i < underWay; i++) {
            submit();
        }
        var found = new ArrayList<Interval>();
        for (var i = 0; i <= intervals; i++) {
            found.add(interval(each));
        }
        for (var i = 0; i < underWay; i++) {
            tokens(ended.take());
        }
        return found.subList(1, found.size());
    }

    private Interval interval(Duration time) throws InterruptedException {
        var started = System.nanoTime();
        var end = started + time.toNanos();
        var tokens = 0L;
        for (var now = started; now < end; now = System.nanoTime()) {
            var some = ended.poll(end - now, TimeUnit.NANOSECONDS);
            if (some != null) {
                tokens += tokens(some);
                submit();
            }
        }
        return new Interval(tokens / ((System.nanoTime() - started) / 1e9), ResidentMemory.bytes());
    }

    private void submit() {
        var task = tasks.mixed(1).get(0);
        var settings = new SamplingSettings(1, task.newTokens(), task.newTokens(), 0.8, 0, 0.95, 0.0, 1.0, 0);
        var unused = generator
                .submit(new GenerationRequest(task.text(), settings, seed++))
                .whenComplete((result, failure) -> ended.add(count(result, failure)));
    }

    private static long count(GenerationResult result, Throwable failure) {
        return failure == null && result instanceof Generated generated
                ? generated.candidates().get(0).tokens().size()
                : -1;
    }

    private static long tokens(long count) {
        if (count < 0) {
            throw new BenchmarkException("the engine gave up a prompt of the steady load");
        }
        return count;
    }
}
