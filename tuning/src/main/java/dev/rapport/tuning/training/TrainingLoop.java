package dev.rapport.tuning.training;

import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Draws examples, makes batches of like length, steps until tokens or time are used up. One thread. */
public final class TrainingLoop {
    private static final int BATCHES_DRAWN = 16;
    private static final int REPORT_EVERY = 20;
    private static final double COPY_PHASE = 2.0 / 3;

    private final TrainingModule module;
    private final ReplyTokenizer tokenizer;
    private final TrainingPlan plan;
    private final LongSupplier nanoTime;

    /** @param nanoTime the clock that measures the plan's time, such as {@code System::nanoTime} */
    public TrainingLoop(TrainingModule module, ReplyTokenizer tokenizer, TrainingPlan plan, LongSupplier nanoTime) {
        this.module = module;
        this.tokenizer = tokenizer;
        this.plan = plan;
        this.nanoTime = nanoTime;
    }

    /**
     * Trains.
     *
     * @param examples without end
     * @param seed     of the order of batches
     * @param report   told every 20 steps and at the end
     * @return the last report
     */
    public TrainingProgress run(Supplier<Example> examples, long seed, Consumer<TrainingProgress> report) {
        var order = new Random(seed);
        var queue = new ArrayList<List<Sequence>>();
        var start = nanoTime.getAsLong();
        var tokens = 0L;
        var losses = 0.0;
        var since = 0;
        for (var step = 0; ; step++) {
            var elapsed = nanoTime.getAsLong() - start;
            var done = Math.max(
                    (double) tokens / plan.tokens(),
                    (double) elapsed / plan.time().toNanos());
            if (since > 0 && (done >= 1 || since == REPORT_EVERY)) {
                var progress = progress(step, tokens, losses / since, elapsed, done);
                report.accept(progress);
                if (done >= 1) {
                    return progress;
                }
                losses = 0;
                since = 0;
            }
            if (queue.isEmpty()) {
                queue.addAll(draw(examples, order, done < COPY_PHASE ? plan.copiedWeight() : 1));
            }
            var batch = Batch.of(queue.remove(queue.size() - 1), module.shape().positions());
            var result = module.step(batch, plan.rate().at(step, done), plan.decay(), plan.clip());
            if (!Float.isFinite(result.loss())) {
                throw new ArithmeticException("training broke down at step " + step + ": the loss is " + result.loss());
            }
            tokens += batch.tokens();
            losses += result.loss();
            since++;
        }
    }

    private List<List<Sequence>> draw(Supplier<Example> examples, Random order, float copiedWeight) {
        var drawn = new ArrayList<Sequence>();
        var tokens = 0;
        while (tokens < BATCHES_DRAWN * plan.batchTokens()) {
            var sequence = Sequence.of(examples.get(), tokenizer, copiedWeight);
            tokens += sequence.length();
            drawn.add(sequence);
        }
        var batches = batches(drawn);
        Collections.shuffle(batches, order);
        return batches;
    }

    /** Sequences of like length together, as many as fit. */
    private List<List<Sequence>> batches(List<Sequence> drawn) {
        drawn.sort(Comparator.comparingInt(Sequence::length));
        var batches = new ArrayList<List<Sequence>>();
        var from = 0;
        for (var to = 1; to <= drawn.size(); to++) {
            if (to == drawn.size()
                    || (to + 1 - from) * Batch.padded(drawn.get(to).length() - 1) > plan.batchTokens()) {
                batches.add(drawn.subList(from, to));
                from = to;
            }
        }
        return batches;
    }

    private static TrainingProgress progress(int step, long tokens, double loss, long elapsed, double done) {
        var seconds = elapsed / 1e9;
        var left = Duration.ofNanos((long) (elapsed * Math.max(0, 1 - done) / Math.max(done, 1e-9)));
        return new TrainingProgress(step, tokens, loss, tokens / seconds, Duration.ofNanos(elapsed), left, done);
    }
}
