package dev.rapport.tuning;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.tuning.training.TrainingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One training.
 *
 * @param data      pairs to learn from; none trains on generated pairs
 * @param real      files of real text to mix into generated pairs, and to be measured on
 * @param skipLong  whether pairs that are too long for the model are left out; else they are an error
 * @param out       folder the checkpoint goes to: new, empty, or a checkpoint to replace
 * @param start     an untrained model of this size, or a checkpoint to go on from
 * @param seed      of weights, data and order
 * @param limits    when it ends
 * @param rate      highest learning rate; none takes 1.5e-3 from scratch and 2e-4 from a checkpoint
 * @param device    where it computes; only on the CPU does the same seed give the same weights
 * @param bf16      whether matrix products run in bfloat16
 * @param saveEvery time of training between two saves on the way; positive
 * @param resume    whether to go on with what an earlier training saved on its way
 * @param prompts   prompts a language that a model trained on generated pairs is measured on, at least one a task
 */
public record TuningConfig(
        Optional<PairSource> data,
        RealFiles real,
        boolean skipLong,
        Path out,
        Start start,
        long seed,
        TrainingLimits limits,
        OptionalDouble rate,
        ComputeDevice device,
        boolean bf16,
        Duration saveEvery,
        boolean resume,
        int prompts) {
    /** What a training begins with. */
    public sealed interface Start {
        /** Nothing: new vocabulary, new weights. */
        record Scratch(SizePreset size) implements Start {}

        /** A folder in Hugging Face layout, whose vocabulary is kept. */
        record Folder(Path folder) implements Start {}
    }

    public TuningConfig {
        if (saveEvery.isNegative() || saveEvery.isZero()) {
            throw new IllegalArgumentException("the time between saves must be positive, not " + saveEvery);
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() < 1)) {
            throw new IllegalArgumentException("the learning rate must lie between 0 and 1, not " + rate.getAsDouble());
        }
        if (start instanceof Start.Folder from
                && from.folder()
                        .toAbsolutePath()
                        .normalize()
                        .equals(out.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    out + " is the model to go on from; write the new one to another folder");
        }
    }
}
