package dev.rapport.factory.app;

import dev.rapport.factory.corpus.Corpus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How thoroughly a model is measured. */
final class EvaluationOptions {
    @Option(
            names = "--evaluation-prompts",
            paramLabel = "N",
            description = "Generated prompts a language that the model is measured on, at least one of each task"
                    + " (default: ${DEFAULT-VALUE}).")
    private int prompts = 1_000;

    int prompts() {
        return prompts;
    }

    /** @throws ParameterException when there are too few */
    void check(CommandSpec spec) {
        var min = Corpus.tasks().size();
        if (prompts < min) {
            throw new ParameterException(
                    spec.commandLine(), "--evaluation-prompts " + prompts + ": must be at least " + min);
        }
    }
}
