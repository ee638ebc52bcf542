package dev.rapport.tuning.training;

import dev.rapport.tuning.checkpoint.Tensor;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes a curriculum round by round, makes batches of like length, steps until a limit is reached, and looks at what was
 * kept back after every epoch. One thread.
 */
public final class TrainingLoop {
    private static final int REPORT_EVERY = 10;
    private static final double COPY_PHASE = 2.0 / 3;

    private final TrainingModule module;
    private final ReplyTokenizer tokenizer;
    private final TrainingCourse course;
    private final TokenSwap swap;
    private final LongSupplier nanoTime;

    private volatile boolean stopped;
    private final Deque<List<Sequence>> queue = new ArrayDeque<>();
    private int step;
    private long tokens;
    private long round;
    private int taken;
    private boolean copying;
    private double lossSum;
    private int lossCount;
    private double bestLoss = TrainingPosition.START.bestLoss();
    private int withoutGain;
    private long elapsed;
    private List<Tensor> best = List.of();

    /** @param nanoTime the clock that measures the plan's time, such as {@code System::nanoTime} */
    public TrainingLoop(TrainingModule module, ReplyTokenizer tokenizer, TrainingCourse course, LongSupplier nanoTime) {
        this.module = module;
        this.tokenizer = tokenizer;
        this.course = course;
        this.swap = TokenSwap.of(tokenizer);
        this.nanoTime = nanoTime;
    }

    /**
     * Resumes a training; the module has its weights already.
     *
     * @param lowest weights with the lowest validation loss so far; may be empty
     */
    public void resume(TrainingPosition from, List<Tensor> lowest) {
        step = from.step();
        tokens = from.tokens();
        elapsed = from.elapsed().toNanos();
        round = from.round();
        taken = from.taken();
        copying = from.copying();
        lossSum = from.lossSum();
        lossCount = from.lossCount();
        bestLoss = from.bestLoss();
        withoutGain = from.withoutGain();
        best = List.copyOf(lowest);
        queue.clear();
        if (taken > 0) { // else the round has not begun
            beginRound();
        }
    }

    /** Where the training stands; exact while a report is made and after a stop. */
    public TrainingPosition position() {
        return new TrainingPosition(
                step,
                tokens,
                Duration.ofNanos(elapsed),
                round,
                taken,
                copying,
                lossSum,
                lossCount,
                bestLoss,
                withoutGain);
    }

    /** The weights with the lowest loss on what was kept back; empty when nothing was or is kept track of. */
    public List<Tensor> best() {
        return best;
    }

    /** Stops after the step under way; from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains.
     *
     * @param report told every ten steps, after every epoch and at the end
     * @return the last report
     * @throws StoppedException after {@link #stop()}
     */
    public TrainingProgress run(Consumer<TrainingProgress> report) {
        var start = nanoTime.getAsLong() - elapsed;
        var rate = 0.0;
        while (true) {
            elapsed = nanoTime.getAsLong() - start;
            if (stopped) {
                throw new StoppedException(step);
            }
            var looked = lossCount > 0 && isEndOfEpoch() ? look() : OptionalDouble.empty();
            var done = withoutPatience() ? 1 : course.plan().limits().done(tokens, elapsed, epochs());
            if (lossCount > 0 && (done >= 1 || lossCount == REPORT_EVERY || looked.isPresent())) {
                var progress = progress(lossSum / lossCount, rate, done, looked);
                lossSum = 0;
                lossCount = 0;
                report.accept(progress);
                if (done >= 1) {
                    return progress;
                }
            }
            var batch = Batch.of(next(done), module.shape().positions());
            rate = course.plan().rate().at(step, done);
            var result = module.step(
                    batch, rate, course.plan().decay(), course.plan().clip());
            if (!Float.isFinite(result.loss())) {
                throw new ArithmeticException("training broke down at step " + step + ": the loss is " + result.loss());
            }
            step++;
            tokens += batch.tokens();
            lossSum += result.loss();
            lossCount++;
        }
    }

    private List<Sequence> next(double done) {
        if (queue.isEmpty()) {
            copying = done < COPY_PHASE;
            beginRound();
        }
        var batch = queue.remove();
        taken++;
        if (queue.isEmpty()) {
            taken = 0;
            round++;
        }
        return batch;
    }

    private void beginRound() {
        var batches = batchesOfRound();
        queue.addAll(batches.subList(taken, batches.size()));
    }

    private List<List<Sequence>> batchesOfRound() {
        var weight = copying ? course.plan().copiedWeight() : 1;
        var sequences = course.curriculum().round(round).stream()
                .map(example -> Sequence.of(example, tokenizer, weight, swap))
                .toList();
        var batches = Batching.byLength(sequences, course.plan().batchTokens());
        Collections.shuffle(batches, new Random(course.seed() * 31 + round));
        return batches;
    }

    private boolean isEndOfEpoch() {
        return taken == 0 && round % course.curriculum().roundsPerEpoch() == 0;
    }

    private double epochs() {
        var ofRound = taken == 0 ? 0 : (double) taken / (taken + queue.size());
        return (round + ofRound) / course.curriculum().roundsPerEpoch();
    }

    private OptionalDouble look() {
        var loss = course.validation().loss(module);
        if (loss.isPresent() && course.plan().limits().patience() > 0) {
            if (loss.getAsDouble() < bestLoss) {
                bestLoss = loss.getAsDouble();
                withoutGain = 0;
                best = module.weights();
            } else {
                withoutGain++;
            }
        }
        return loss;
    }

    private boolean withoutPatience() {
        var patience = course.plan().limits().patience();
        return patience > 0 && withoutGain >= patience;
    }

    private TrainingProgress progress(double loss, double rate, double done, OptionalDouble looked) {
        var seconds = elapsed / 1e9;
        var left = Duration.ofNanos((long) (elapsed * Math.max(0, 1 - done) / Math.max(done, 1e-9)));
        return new TrainingProgress(
                step, tokens, loss, rate, tokens / seconds, Duration.ofNanos(elapsed), left, done, looked);
    }
}
