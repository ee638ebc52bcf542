package dev.rapport.tuning.app;

import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.tuning.data.PairData;
import dev.rapport.tuning.outcomes.topics.OutcomeData;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.run.CheckpointStart;
import dev.rapport.tuning.run.Tuning;
import dev.rapport.tuning.run.TuningConfig;
import dev.rapport.tuning.training.TrainingLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tune}: fine-tunes a reply model. Reports go to stderr, the result to stdout. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        modelTransformer = MovedOptions.class,
        description =
                "Fine-tunes a reply model on your pairs, or on replies that led to a conversion, and evaluates it on"
                        + " held-out ones.")
public final class TuneCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final TrainingLimits DEFAULT_LIMITS =
            TrainingLimits.NONE.withTime(Duration.ofMinutes(30)).withEpochs(10).withPatience(3);

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin
    private OutcomeOptions outcomes = new OutcomeOptions();

    @Option(
            names = "--model",
            paramLabel = "REF",
            description =
                    "The model to start from: 'default' (bundled), a folder in Hugging Face layout, or the id of a"
                            + " model on the Hugging Face hub (default: ${DEFAULT-VALUE}).")
    private String model = ModelLocator.DEFAULT;

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(
            names = "--skip-long",
            description = "Leave out pairs that are too long for the model. Else they are an error: half a reply would"
                    + " teach it to stop in the middle.")
    private boolean skipLong;

    @Option(names = "--json", description = "Print one JSON document on stdout.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** What to learn from. */
    static final class Source {
        @Option(
                names = "--data",
                paramLabel = "FILE",
                description =
                        "JSON Lines: {\"prompt\": \"...\", \"reply\": \"...\"}; with \"weight\": 2 a pair is trained"
                                + " on twice as often as one without.")
        private @Nullable Path data;

        @Option(
                names = "--from-pipeline",
                description = "Replies of a pipeline that led to a conversion, read from its topics: of customers who"
                        + " consent to it, personal values replaced by generated ones, weighted by credit over"
                        + " propensity. Prompts are kept for a week: run it as often, and keep the pairs by"
                        + " --pairs-out.")
        private boolean fromPipeline;
    }

    @Override
    public Integer call() throws Exception {
        check();
        training.compute().configureEngine();
        var failure = new CommandFailure("rapport tune", spec().commandLine().getErr());
        return failure.exitCodeOf(() -> {
            try (var progress = new TuneProgress(spec().commandLine().getErr())) {
                return source.data == null ? tuneOnOutcomes(failure, progress) : tuneOnPairs(source.data, progress);
            }
        });
    }

    private int tuneOnPairs(Path file, TuneProgress progress) throws IOException {
        var config = config();
        Tuning.requireUsableFolder(config);
        results().print(Tuning.train(PairData.read(file), config, progress), Optional.empty(), Map.of());
        return 0;
    }

    private int tuneOnOutcomes(CommandFailure failure, TuneProgress progress) throws IOException {
        if (training.out().isPresent()) {
            // A wrong option, model or folder is found before minutes of reading.
            Tuning.requireUsableFolder(config());
        }
        var found = outcomes.read(progress::noted);
        if (found.pairs().isEmpty()) {
            return failure.fail(FAILED, "no pair to learn from: " + found.summary());
        }
        progress.noted(found.pairs().size() + " pairs: " + found.summary());
        outcomes.write(found);
        if (training.out().isEmpty()) {
            results().print(found, outcomes.pairsOut());
            return 0;
        }
        try {
            results().print(Tuning.train(OutcomeData.of(found), config(), progress), Optional.of(found), Map.of());
            return 0;
        } catch (BadDataException e) { // not a mistake in the command: the pipeline has other pairs tomorrow
            return failure.fail(FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void check() {
        training.check(spec());
        limits.limits(DEFAULT_LIMITS, spec());
        if (outcomes.isUsed() && !source.fromPipeline) {
            throw wrong("--bootstrap, --config, --consent and --pairs-out go with --from-pipeline");
        }
        outcomes.writeFault().ifPresent(fault -> {
            throw wrong(fault);
        });
        if (training.resume() && source.fromPipeline) {
            throw wrong("--resume does not go with --from-pipeline, which has other pairs by now: write them with"
                    + " --pairs-out, and --resume with --data");
        }
        if (training.out().isEmpty() && outcomes.pairsOut().isEmpty()) {
            throw wrong("Missing required option: '--out=DIR'");
        }
    }

    private TuningConfig config() {
        var folder = ModelLocator.shownOn(spec().commandLine().getErr())
                .locate(model)
                .path();
        // What a pipeline's model could write, another model may not be able to take.
        var leaveOutLong = skipLong || source.fromPipeline;
        return training.config(
                new CheckpointStart(folder), leaveOutLong, limits.limits(DEFAULT_LIMITS, spec()), spec());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "the command was not made by picocli");
    }

    private TuneResults results() {
        return new TuneResults(spec().commandLine().getOut(), json);
    }
}
