package dev.rapport.tuning;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One training.
 *
 * @param data    pairs to learn from, JSON Lines of prompt and reply; none trains on generated pairs
 * @param out     folder the checkpoint goes to: new, empty, or a checkpoint to replace
 * @param start   an untrained model of this size, or a checkpoint to go on from
 * @param seed    of weights, data and order
 * @param tokens  tokens to train on; positive
 * @param time    longest time to train; positive
 * @param rate    highest learning rate; none takes 1.5e-3 from scratch and 2e-4 from a checkpoint
 * @param bf16    whether matrix products run in bfloat16
 */
public record TuningConfig(
        Optional<Path> data,
        Path out,
        Start start,
        long seed,
        long tokens,
        Duration time,
        OptionalDouble rate,
        boolean bf16) {
    /** What a training begins with. */
    public sealed interface Start {
        /** Nothing: new vocabulary, new weights. */
        record Scratch(SizePreset size) implements Start {}

        /** A folder in Hugging Face layout, whose vocabulary is kept. */
        record Folder(Path folder) implements Start {}
    }

    public TuningConfig {
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be positive, not " + tokens);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time must be positive, not " + time);
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() < 1)) {
            throw new IllegalArgumentException("the learning rate must lie between 0 and 1, not " + rate.getAsDouble());
        }
    }
}
