package dev.rapport.tuning;

import dev.rapport.tuning.evaluation.Evaluation;
import dev.rapport.tuning.training.TrainingProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finished training.
 *
 * @param out        folder of the checkpoint
 * @param parameters of the model
 * @param progress   the last report of the training loop
 * @param evaluation of the copying, when trained on generated pairs
 * @param heldOutLoss mean loss a token on the pairs that were kept back, when trained on a file with enough of them
 */
public record TuningResult(
        Path out,
        long parameters,
        TrainingProgress progress,
        Optional<Evaluation> evaluation,
        OptionalDouble heldOutLoss) {}
