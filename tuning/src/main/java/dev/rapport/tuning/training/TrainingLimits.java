package dev.rapport.tuning.training;

import java.time.Duration;

/**
 * When a training ends: at the first limit that is reached.
 *
 * @param tokens   inputs to train on, padding not counted; positive
 * @param time     to train; positive
 * @param epochs   to train; positive
 * @param patience max epochs in a row without a lower validation loss; 0 for any number
 */
public record TrainingLimits(long tokens, Duration time, double epochs, int patience) {
    /** No limit. */
    public static final TrainingLimits NONE =
            new TrainingLimits(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), Double.MAX_VALUE, 0);

    public TrainingLimits {
        if (tokens < 1 || time.isNegative() || time.isZero() || !(epochs > 0) || patience < 0) {
            throw new IllegalArgumentException("limits must be positive: " + tokens + " tokens, " + time + ", " + epochs
                    + " epochs, patience " + patience);
        }
    }

    public TrainingLimits withTokens(long value) {
        return new TrainingLimits(value, time, epochs, patience);
    }

    public TrainingLimits withTime(Duration value) {
        return new TrainingLimits(tokens, value, epochs, patience);
    }

    public TrainingLimits withEpochs(double value) {
        return new TrainingLimits(tokens, time, value, patience);
    }

    public TrainingLimits withPatience(int value) {
        return new TrainingLimits(tokens, time, epochs, value);
    }

    /** How much of the training is done, from 0 to 1 and beyond. */
    double done(long tokensDone, long nanosDone, double epochsDone) {
        var byData = Math.max((double) tokensDone / tokens, epochsDone / epochs);
        return Math.max(byData, (double) nanosDone / time.toNanos());
    }
}
