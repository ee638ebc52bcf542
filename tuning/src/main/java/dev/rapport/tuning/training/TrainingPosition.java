package dev.rapport.tuning.training;

/**
 * How far a training is: with the weights and the optimizer's state all that is needed to resume it.
 *
 * @param step         steps done
 * @param tokens       inputs seen, padding not counted
 * @param elapsedNanos time spent
 * @param round        the curriculum's current round
 * @param taken        batches of that round that are done
 * @param doneAtRound  share of the training that was done when that round began
 * @param lossSum      losses of the steps since the last report
 * @param lossCount    number of those steps
 * @param bestLoss     lowest validation loss; infinite before the first validation
 * @param withoutGain  validations in a row since then without a lower one
 */
public record TrainingPosition(
        int step,
        long tokens,
        long elapsedNanos,
        long round,
        int taken,
        double doneAtRound,
        double lossSum,
        int lossCount,
        double bestLoss,
        int withoutGain) {
    /** Nothing done yet. */
    public static final TrainingPosition START =
            new TrainingPosition(0, 0, 0, 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, 0);
}
