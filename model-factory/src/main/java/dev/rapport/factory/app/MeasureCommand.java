package dev.rapport.factory.app;

import dev.rapport.factory.evaluation.Evaluation;
import dev.rapport.factory.evaluation.Measurement;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.app.CommandFailure;
import dev.rapport.tuning.app.ComputeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factory measure}: how well a checkpoint copies, on the same generated prompts for every checkpoint. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Measures a checkpoint on generated prompts, and on the held-out part of real text.")
final class MeasureCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "REF",
            description = "The model: 'default' (bundled), a folder in Hugging Face layout, or the id of a model on the"
                    + " Hugging Face hub (default: ${DEFAULT-VALUE}).")
    private String model = ModelLocator.DEFAULT;

    @Mixin
    private EvaluationOptions evaluation = new EvaluationOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var command = Objects.requireNonNull(spec);
        evaluation.check(command);
        compute.check(command);
        compute.configureEngine();
        return new CommandFailure("factory measure", command.commandLine().getErr()).exitCodeOf(() -> {
            var folder = ModelLocator.shownOn(command.commandLine().getErr())
                    .locate(model)
                    .path();
            print(
                    folder,
                    Measurement.of(folder, evaluation.real(), evaluation.prompts(), compute.device(command)),
                    command);
            return 0;
        });
    }

    private void print(Path folder, Evaluation measured, CommandSpec command) throws IOException {
        var out = command.commandLine().getOut();
        out.println(
                evaluation.json()
                        ? Json.strict().writeValueAsString(Map.of("model", folder.toString(), "evaluation", measured))
                        : measured.terminal());
        out.flush();
    }
}
