package dev.rapport.tuning.app;

import dev.rapport.tuning.training.TrainingLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much a training may take. */
public final class BudgetOptions {
    private static final Duration DEFAULT_TIME = Duration.ofMinutes(30);
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

    public boolean isUsed() {
        return minutes != null || tokens != null;
    }

    /**
     * Limits of time and tokens: 30 minutes when neither is given.
     *
     * @throws ParameterException when one is not positive
     */
    public TrainingLimits limits(CommandSpec spec) {
        return isUsed() ? added(TrainingLimits.NONE, spec) : TrainingLimits.NONE.withTime(DEFAULT_TIME);
    }

    /** These limits and, where they are given, those of time and tokens. */
    TrainingLimits added(TrainingLimits limits, CommandSpec spec) {
        requirePositive(spec, "--minutes", minutes);
        requirePositive(spec, "--tokens", tokens);
        var timed = minutes == null
                ? limits
                : limits.withTime(Duration.ofMillis(Math.max(1, (long) (minutes * MILLIS_PER_MINUTE))));
        return tokens == null ? timed : timed.withTokens(tokens);
    }

    static void requirePositive(CommandSpec spec, String option, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new ParameterException(spec.commandLine(), option + " " + value + ": must be positive");
        }
    }
}
