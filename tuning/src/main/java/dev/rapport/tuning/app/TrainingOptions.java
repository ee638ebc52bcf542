package dev.rapport.tuning.app;

import dev.rapport.tuning.run.TrainingStart;
import dev.rapport.tuning.run.TuningConfig;
import dev.rapport.tuning.training.TrainingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a training writes, how it goes, and on what it computes. */
public final class TrainingOptions {
    private static final double MILLIS_PER_MINUTE = 60_000;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the checkpoint; needed for a training.")
    private @Nullable Path out;

    @Option(
            names = "--save-every",
            paramLabel = "MINUTES",
            description = "Time between two saves on the way (default: ${DEFAULT-VALUE}).")
    private double saveEvery = 5;

    @Option(
            names = "--resume",
            description = "Continue an interrupted training from its last save in --out; the other options must be the"
                    + " same.")
    private boolean resume;

    @Option(names = "--seed", paramLabel = "N", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Peak learning rate (default: 2e-4 from a checkpoint, 1.5e-3 for a new model).")
    private @Nullable Double rate;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = "--precision",
            paramLabel = "fp32|bf16",
            description = "Of matrix products (default: ${DEFAULT-VALUE}).")
    private String precision = "bf16";

    public Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    public long seed() {
        return seed;
    }

    public boolean resume() {
        return resume;
    }

    public ComputeOptions compute() {
        return compute;
    }

    /** @throws ParameterException on a value that cannot be used */
    public void check(CommandSpec spec) {
        if (!precision.equals("fp32") && !precision.equals("bf16")) {
            throw new ParameterException(spec.commandLine(), "--precision " + precision + ": must be fp32 or bf16");
        }
        compute.check(spec);
        if (!(saveEvery > 0)) {
            throw new ParameterException(spec.commandLine(), "--save-every " + saveEvery + ": must be positive");
        }
    }

    /** The training that these options describe; {@link #check} has passed. */
    public TuningConfig config(TrainingStart start, boolean skipLong, TrainingLimits limits, CommandSpec spec) {
        return new TuningConfig(
                out == null ? Path.of("") : out,
                start,
                skipLong,
                seed,
                limits,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                compute.device(spec),
                precision.equals("bf16"),
                Duration.ofMillis(Math.max(1, (long) (saveEvery * MILLIS_PER_MINUTE))),
                resume);
    }
}
