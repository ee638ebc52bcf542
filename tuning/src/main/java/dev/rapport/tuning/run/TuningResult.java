package dev.rapport.tuning.run;

import dev.rapport.tuning.pair.PairCount;
import dev.rapport.tuning.training.TrainingProgress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished training.
 *
 * @param out        folder of the checkpoint
 * @param parameters of the model
 * @param pairs      pairs that were used, when trained on pairs
 * @param progress   the last report of the training loop
 * @param heldOut    loss on what was held out, when anything was
 */
public record TuningResult(
        Path out,
        long parameters,
        Optional<PairCount> pairs,
        TrainingProgress progress,
        Optional<HeldOutLoss> heldOut) {

    /**
     * Mean loss of a reply token, in nats.
     *
     * @param examples held out
     * @param before   loss before the training
     * @param after    loss of the weights that were kept
     */
    public record HeldOutLoss(int examples, double before, double after) {
        /** {@code e^loss}: among how many equally likely tokens the model would be as uncertain. */
        public static double perplexity(double loss) {
            return Math.exp(loss);
        }
    }
}
