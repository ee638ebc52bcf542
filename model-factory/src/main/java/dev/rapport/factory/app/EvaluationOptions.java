package dev.rapport.factory.app;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.RealFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a model is measured on, and how its results are printed. */
final class EvaluationOptions {
    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description = "CSV of real requests to customer service, columns instruction (or utterance, or request) and"
                    + " intent, perhaps response. One half is for training, the other half for the evaluation.")
    private @Nullable Path requests;

    @Option(names = "--json", description = "Print one JSON document on stdout.")
    private boolean json;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            description = "Real titles of products, one a line. A part is for training, the others for the evaluation.")
    private @Nullable Path products;

    @Option(
            names = "--evaluation-prompts",
            paramLabel = "N",
            description = "Generated prompts a language that the model is measured on, at least one of each task"
                    + " (default: ${DEFAULT-VALUE}).")
    private int prompts = 1_000;

    int prompts() {
        return prompts;
    }

    boolean json() {
        return json;
    }

    RealFiles real() {
        return new RealFiles(Optional.ofNullable(requests), Optional.ofNullable(products));
    }

    /** @throws ParameterException when there are too few prompts */
    void check(CommandSpec spec) {
        var min = Corpus.tasks().size();
        if (prompts < min) {
            throw new ParameterException(
                    spec.commandLine(), "--evaluation-prompts " + prompts + ": must be at least " + min);
        }
    }
}
