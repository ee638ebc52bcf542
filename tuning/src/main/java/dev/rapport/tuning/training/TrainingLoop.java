package dev.rapport.tuning.training;

import dev.rapport.inference.model.checkpoint.Tensor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes a curriculum round by round, makes batches of like length, steps until a limit is reached, and validates after every epoch.
 * One thread.
 */
public final class TrainingLoop {
    private static final int REPORT_EVERY = 10;

    private final TrainingModule module;
    private final TrainingPlan plan;
    private final LongSupplier nanoTime;

    private volatile boolean stopped;
    private final Deque<List<Sequence>> queue = new ArrayDeque<>();
    private int step;
    private long tokens;
    private long round;
    private int taken;
    private double doneAtRound;
    private double lossSum;
    private int lossCount;
    private double bestLoss = TrainingPosition.START.bestLoss();
    private int withoutGain;
    private long elapsed;
    private List<Tensor> best = List.of();

    /** @param nanoTime the clock that measures the plan's time, such as {@code System::nanoTime} */
    public TrainingLoop(TrainingModule module, TrainingPlan plan, LongSupplier nanoTime) {
        this.module = module;
        this.plan = plan;
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
        elapsed = from.elapsedNanos();
        round = from.round();
        taken = from.taken();
        doneAtRound = from.doneAtRound();
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
                step, tokens, elapsed, round, taken, doneAtRound, lossSum, lossCount, bestLoss, withoutGain);
    }

    /** The weights with the lowest validation loss; empty without validation or patience. */
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
     * @param report called every ten steps, after every epoch and at the end
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
            var validated = lossCount > 0 && isEndOfEpoch() ? validate() : OptionalDouble.empty();
            var done = withoutPatience() ? 1 : plan.limits().done(tokens, elapsed, epochs());
            if (lossCount > 0 && (done >= 1 || lossCount == REPORT_EVERY || validated.isPresent())) {
                var progress = progress(lossSum / lossCount, rate, done, validated);
                lossSum = 0;
                lossCount = 0;
                report.accept(progress);
                if (done >= 1) {
                    return progress;
                }
            }
            var batch = Batch.of(next(done), module.config().contextLength());
            rate = plan.rate().at(step, done);
            var loss = module.step(batch, rate, TrainingPlan.DECAY, TrainingPlan.CLIP);
            if (!Float.isFinite(loss)) {
                throw new ArithmeticException("training broke down at step " + step + ": the loss is " + loss);
            }
            step++;
            tokens += batch.tokens();
            lossSum += loss;
            lossCount++;
        }
    }

    private List<Sequence> next(double done) {
        if (queue.isEmpty()) {
            doneAtRound = done;
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
        var sequences = plan.curriculum().round(round, doneAtRound);
        var batches = Batch.byLength(sequences, plan.batchTokens());
        Shuffle.shuffle(batches, plan.seed(), round);
        return batches;
    }

    private boolean isEndOfEpoch() {
        return taken == 0 && round % plan.curriculum().roundsPerEpoch() == 0;
    }

    private double epochs() {
        var ofRound = taken == 0 ? 0 : (double) taken / (taken + queue.size());
        return (round + ofRound) / plan.curriculum().roundsPerEpoch();
    }

    private OptionalDouble validate() {
        var loss = plan.validation().loss(module);
        if (loss.isPresent() && plan.limits().patience() > 0) {
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
        var patience = plan.limits().patience();
        return patience > 0 && withoutGain >= patience;
    }

    private TrainingProgress progress(double loss, double rate, double done, OptionalDouble validated) {
        var seconds = elapsed / 1e9;
        var left = Duration.ofNanos((long) (elapsed * Math.max(0, 1 - done) / Math.max(done, 1e-9)));
        return new TrainingProgress(
                step, tokens, loss, rate, tokens / seconds, Duration.ofNanos(elapsed), left, done, validated);
    }
}
