package dev.rapport.tuning;

import dev.rapport.tuning.evaluation.Evaluation;
import dev.rapport.tuning.training.TrainingProgress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished training.
 *
 * @param out        folder of the checkpoint
 * @param parameters of the model
 * @param pairs      that were used, when trained on pairs
 * @param progress   the last report of the training loop
 * @param evaluation on prompts of the bundled model's format, when trained on generated pairs
 * @param heldOut    how well what was kept back is foretold, when anything was
 */
public record TuningResult(
        Path out,
        long parameters,
        Optional<PairCount> pairs,
        TrainingProgress progress,
        Optional<Evaluation> evaluation,
        Optional<HeldOutLoss> heldOut) {
    /** With what has been measured since. */
    TuningResult with(Evaluation measured) {
        return new TuningResult(out, parameters, pairs, progress, Optional.of(measured), heldOut);
    }

    /**
     * Mean loss of a reply token, in nats.
     *
     * @param examples kept back
     * @param before   the training
     * @param after    the training
     */
    public record HeldOutLoss(int examples, double before, double after) {
        /** Between how many tokens the model wavers, as it were. */
        public static double perplexity(double loss) {
            return Math.exp(loss);
        }
    }
}
