package dev.rapport.tuning.app;

import dev.rapport.tuning.training.TrainingLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** When a training ends: at whichever is reached first. */
final class LimitOptions {
    private static final Duration USUAL_TIME = Duration.ofMinutes(30);
    private static final int USUAL_EPOCHS = 10;
    private static final int USUAL_PATIENCE = 3;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Longest training time (default: 30 when neither --tokens nor --epochs is given).")
    private @Nullable Double minutes;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens to train on; with it the result does not depend on the machine's speed.")
    private @Nullable Long tokens;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "With --data: times to go through the pairs (default: 10 when no other limit is given).")
    private @Nullable Double epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "With --data: stop after so many epochs in a row without gain on the pairs kept back, and keep"
                            + " the weights of the best; 0 for never (default: 3).")
    private @Nullable Integer patience;

    /** Whether any of these was given. */
    boolean areUsed() {
        return minutes != null || tokens != null || epochs != null || patience != null;
    }

    /** @param pairs whether there is a file of pairs, and so an epoch */
    TrainingLimits limits(boolean pairs, CommandSpec spec) {
        if (!pairs && (epochs != null || patience != null)) {
            throw wrong(spec, "--epochs and --patience go with --data: generated examples have no end");
        }
        requirePositive(spec, "--minutes", minutes);
        requirePositive(spec, "--tokens", tokens);
        requirePositive(spec, "--epochs", epochs);
        if (patience != null && patience < 0) {
            throw wrong(spec, "--patience " + patience + ": must be at least 0");
        }
        var limits = TrainingLimits.NONE.withPatience(pairs ? (patience == null ? USUAL_PATIENCE : patience) : 0);
        if (minutes == null && tokens == null && epochs == null) {
            return pairs ? limits.withTime(USUAL_TIME).withEpochs(USUAL_EPOCHS) : limits.withTime(USUAL_TIME);
        }
        if (minutes != null) {
            limits = limits.withTime(Duration.ofMillis(Math.max(1, (long) (minutes * 60_000))));
        }
        if (tokens != null) {
            limits = limits.withTokens(tokens);
        }
        return epochs == null ? limits : limits.withEpochs(epochs);
    }

    private static void requirePositive(CommandSpec spec, String option, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw wrong(spec, option + " " + value + ": must be positive");
        }
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
