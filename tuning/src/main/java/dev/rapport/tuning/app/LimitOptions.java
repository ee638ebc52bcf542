package dev.rapport.tuning.app;

import dev.rapport.tuning.training.TrainingLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** When a training ends: at the first limit that is reached. */
public final class LimitOptions {
    private static final double MILLIS_PER_MINUTE = 60_000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Max training time (default: 30 when no other limit is given).")
    private @Nullable Double minutes;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens to train on; with it the result does not depend on the machine's speed.")
    private @Nullable Long tokens;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Times to go through the data (default: 10 for pairs when no other limit is given).")
    private @Nullable Double epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after so many epochs in a row without gain on the held-out examples, and keep the weights"
                            + " of the best; 0 for never (default: 3 for pairs).")
    private @Nullable Integer patience;

    /**
     * The limits that are given.
     *
     * @param defaults those that hold when no limit is given, and the patience when none is
     * @throws ParameterException when a limit is not positive
     */
    public TrainingLimits limits(TrainingLimits defaults, CommandSpec spec) {
        requirePositive(spec, "--minutes", minutes);
        requirePositive(spec, "--tokens", tokens);
        requirePositive(spec, "--epochs", epochs);
        if (patience != null && patience < 0) {
            throw new ParameterException(spec.commandLine(), "--patience " + patience + ": must be at least 0");
        }
        var isNoneGiven = minutes == null && tokens == null && epochs == null;
        var limits = (isNoneGiven ? defaults : TrainingLimits.NONE)
                .withPatience(patience == null ? defaults.patience() : patience);
        if (minutes != null) {
            limits = limits.withTime(Duration.ofMillis(Math.max(1, (long) (minutes * MILLIS_PER_MINUTE))));
        }
        limits = tokens == null ? limits : limits.withTokens(tokens);
        return epochs == null ? limits : limits.withEpochs(epochs);
    }

    private static void requirePositive(CommandSpec spec, String option, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new ParameterException(spec.commandLine(), option + " " + value + ": must be positive");
        }
    }
}
