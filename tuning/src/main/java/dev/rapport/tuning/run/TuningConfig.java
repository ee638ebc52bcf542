package dev.rapport.tuning.run;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.tuning.training.TrainingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * One training.
 *
 * @param out       folder the checkpoint goes to: new, empty, or a checkpoint to replace
 * @param start     the model it begins with
 * @param skipLong  whether examples that are too long for the model are left out; else they are an error
 * @param seed      of data and order
 * @param limits    when it ends
 * @param rate      peak learning rate; empty for that of the start
 * @param device    where it computes; only on the CPU does the same seed give the same weights
 * @param bf16      whether matrix products run in bfloat16
 * @param saveEvery training time between two saves on the way; positive
 * @param resume    whether to resume an earlier training from its last save
 */
public record TuningConfig(
        Path out,
        TrainingStart start,
        boolean skipLong,
        long seed,
        TrainingLimits limits,
        OptionalDouble rate,
        ComputeDevice device,
        boolean bf16,
        Duration saveEvery,
        boolean resume) {
    public TuningConfig {
        if (saveEvery.isNegative() || saveEvery.isZero()) {
            throw new IllegalArgumentException("the time between saves must be positive, not " + saveEvery);
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() < 1)) {
            throw new IllegalArgumentException("the learning rate must lie between 0 and 1, not " + rate.getAsDouble());
        }
        if (start instanceof CheckpointStart from && from.isIn(out)) {
            throw new IllegalArgumentException(
                    out + " is the model to start from; write the new one to another folder");
        }
    }
}
