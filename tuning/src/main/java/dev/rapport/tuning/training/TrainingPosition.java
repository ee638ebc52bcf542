package dev.rapport.tuning.training;

import java.time.Duration;

/**
 * How far a training is: with the weights and the optimiser's memory all that is needed to go on.
 *
 * @param step         steps done
 * @param tokens       inputs seen, padding not counted
 * @param elapsed      time spent
 * @param round        the curriculum's round that is under way
 * @param taken        batches of that round that are done
 * @param copying      whether copied tokens count more in that round
 * @param lossSum      losses of the steps since the last report
 * @param lossCount    number of those steps
 * @param bestLoss     lowest loss on what was kept back; infinite before the first look
 * @param withoutGain  looks in a row since then that found no lower one
 */
public record TrainingPosition(
        int step,
        long tokens,
        Duration elapsed,
        long round,
        int taken,
        boolean copying,
        double lossSum,
        int lossCount,
        double bestLoss,
        int withoutGain) {
    /** Nothing done yet. */
    public static final TrainingPosition START =
            new TrainingPosition(0, 0, Duration.ZERO, 0, 0, true, 0, 0, Double.POSITIVE_INFINITY, 0);
}
