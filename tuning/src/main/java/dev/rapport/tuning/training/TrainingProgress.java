package dev.rapport.tuning.training;

import java.time.Duration;

/**
 * Where a training stands.
 *
 * @param step            steps done
 * @param tokens          inputs seen, padding not counted
 * @param loss            mean loss of the steps since the last report
 * @param tokensPerSecond since the training began
 * @param elapsed         since the training began
 * @param left            estimate
 * @param done            0 to 1
 */
public record TrainingProgress(
        int step, long tokens, double loss, double tokensPerSecond, Duration elapsed, Duration left, double done) {}
