package dev.rapport.tuning.training;

/**
 * How to train.
 *
 * @param batchTokens  most inputs a step, padding counted; one sequence at least, however long
 * @param rate         learning rate
 * @param decay        weight decay of matrices
 * @param clip         norm that gradients are clipped to
 * @param copiedWeight weight of copied tokens in the first two thirds; 1 after that
 * @param limits       when it ends
 */
public record TrainingPlan(
        int batchTokens, LearningRate rate, double decay, double clip, float copiedWeight, TrainingLimits limits) {
    public TrainingPlan {
        if (batchTokens < 1) {
            throw new IllegalArgumentException("a step needs tokens, not " + batchTokens);
        }
    }
}
