package dev.rapport.tuning.training;

/**
 * All that decides what a training makes of a model.
 *
 * @param curriculum  what to learn from
 * @param validation  what the loss is measured on after every epoch
 * @param seed        of the order of batches
 * @param batchTokens max inputs a step, padding counted; one sequence at least, however long
 * @param rate        learning rate
 * @param limits      when it ends
 */
public record TrainingPlan(
        Curriculum curriculum,
        Validation validation,
        long seed,
        int batchTokens,
        LearningRate rate,
        TrainingLimits limits) {
    /** Weight decay of matrices. */
    static final double DECAY = 0.05;

    /** Norm that gradients are clipped to. */
    static final double CLIP = 1;

    public TrainingPlan {
        if (batchTokens < 1) {
            throw new IllegalArgumentException("a step must have at least one token, not " + batchTokens);
        }
    }
}
