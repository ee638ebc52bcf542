package dev.rapport.tuning.training;

import java.time.Duration;

/**
 * How to train.
 *
 * @param batchTokens   most inputs a step, padding counted; one sequence at least, however long
 * @param rate          learning rate
 * @param decay         weight decay of matrices
 * @param clip          norm that gradients are clipped to
 * @param copiedWeight  weight of copied tokens in the first two thirds; 1 after that
 * @param tokens        inputs to train on before stopping; positive
 * @param time          longest time to train; positive. Whichever of the two is reached first ends it
 */
public record TrainingPlan(
        int batchTokens, LearningRate rate, double decay, double clip, float copiedWeight, long tokens, Duration time) {
    public TrainingPlan {
        if (batchTokens < 1 || tokens < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "a training needs a batch, tokens and time, not " + batchTokens + ", " + tokens + " and " + time);
        }
    }
}
