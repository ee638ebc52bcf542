package dev.rapport.tuning.training;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Progress of a training.
 *
 * @param step            steps done
 * @param tokens          inputs seen, padding not counted
 * @param loss            mean loss of the steps since the last report
 * @param learningRate    of the last step
 * @param tokensPerSecond since the training began
 * @param elapsed         time spent
 * @param left            estimate
 * @param done            0 to 1
 * @param validationLoss  mean loss a token on held-out examples, when it has just been measured
 */
public record TrainingProgress(
        int step,
        long tokens,
        double loss,
        double learningRate,
        double tokensPerSecond,
        Duration elapsed,
        Duration left,
        double done,
        OptionalDouble validationLoss) {}
