package dev.rapport.factory.app;

import dev.rapport.factory.corpus.RealFiles;
import dev.rapport.factory.evaluation.Evaluation;
import dev.rapport.factory.evaluation.Measurement;
import dev.rapport.factory.training.GeneratedData;
import dev.rapport.factory.training.ModelSize;
import dev.rapport.factory.training.UntrainedModel;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.tuning.app.CommandFailure;
import dev.rapport.tuning.app.LimitOptions;
import dev.rapport.tuning.app.TrainingOptions;
import dev.rapport.tuning.app.TuneProgress;
import dev.rapport.tuning.app.TuneResults;
import dev.rapport.tuning.run.CheckpointStart;
import dev.rapport.tuning.run.TrainingStart;
import dev.rapport.tuning.run.Tuning;
import dev.rapport.tuning.run.TuningConfig;
import dev.rapport.tuning.training.TrainingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code factory make}: trains a model on generated text, from nothing or from a checkpoint, and measures it. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        description = "Trains a model of the bundled one's size on generated text, and measures it.")
final class MakeCommand implements Callable<Integer> {
    private static final TrainingLimits DEFAULT_LIMITS = TrainingLimits.NONE.withTime(Duration.ofMinutes(30));

    private final ModelSize size;

    @Option(
            names = "--model",
            paramLabel = "REF",
            description = "A model to start from: 'default' (bundled), a folder in Hugging Face layout, or the id of a"
                    + " model on the Hugging Face hub (default: a new one).")
    private @Nullable String model;

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private EvaluationOptions evaluation = new EvaluationOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Makes models of the bundled one's size. */
    MakeCommand() {
        this(ModelSize.BUNDLED);
    }

    MakeCommand(ModelSize size) {
        this.size = size;
    }

    @Override
    public Integer call() throws Exception {
        var command = Objects.requireNonNull(spec);
        training.check(command);
        evaluation.check(command);
        if (training.out().isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--out=DIR'");
        }
        training.compute().configureEngine();
        return new CommandFailure("factory make", command.commandLine().getErr()).exitCodeOf(() -> make(command));
    }

    private int make(CommandSpec command) throws IOException {
        var data = GeneratedData.with(evaluation.real());
        var config = training.config(start(data, command), false, limits.limits(DEFAULT_LIMITS, command), command);
        try (var progress = new TuneProgress(command.commandLine().getErr())) {
            var result = Tuning.train(data, config, progress);
            progress.noted("evaluating");
            var measured = measured(config);
            // A reader never finds half a card: it is appended to in one write.
            Files.writeString(
                    config.out().resolve("MODEL_CARD.md"), "\n" + measured.markdown(), StandardOpenOption.APPEND);
            new TuneResults(command.commandLine().getOut(), evaluation.json())
                    .print(result, Optional.empty(), Map.of("evaluation", measured));
        }
        return 0;
    }

    private TrainingStart start(GeneratedData data, CommandSpec command) {
        return model == null
                ? new UntrainedModel(size, data, training.seed())
                : new CheckpointStart(ModelLocator.shownOn(command.commandLine().getErr())
                        .locate(model)
                        .path());
    }

    private Evaluation measured(TuningConfig config) throws IOException {
        var after = measured(config.out(), evaluation.real(), config);
        return config.start() instanceof CheckpointStart from
                ? after.withBefore(measured(from.folder(), RealFiles.NONE, config))
                : after;
    }

    private Evaluation measured(Path folder, RealFiles files, TuningConfig config) throws IOException {
        return Measurement.of(folder, files, evaluation.prompts(), config.device());
    }
}
