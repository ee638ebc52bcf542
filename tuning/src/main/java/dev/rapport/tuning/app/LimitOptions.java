package dev.rapport.tuning.app;

import dev.rapport.tuning.training.TrainingLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** When a training on pairs ends: at the first limit that is reached. */
final class LimitOptions {
    private static final int DEFAULT_EPOCHS = 10;
    private static final int DEFAULT_PATIENCE = 3;

    @Mixin
    private BudgetOptions budget = new BudgetOptions();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Times to go through the pairs (default: 10 when no other limit is given).")
    private @Nullable Double epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after so many epochs in a row without gain on the held-out pairs, and keep the weights of"
                            + " the best; 0 for never (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT_PATIENCE;

    TrainingLimits limits(CommandSpec spec) {
        BudgetOptions.requirePositive(spec, "--epochs", epochs);
        if (patience < 0) {
            throw new ParameterException(spec.commandLine(), "--patience " + patience + ": must be at least 0");
        }
        if (epochs == null && !budget.isUsed()) {
            return budget.limits(spec).withPatience(patience).withEpochs(DEFAULT_EPOCHS);
        }
        var limits = budget.added(TrainingLimits.NONE.withPatience(patience), spec);
        return epochs == null ? limits : limits.withEpochs(epochs);
    }
}
