package dev.rapport.tuning.app;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelLocator;
import dev.rapport.inference.model.UnknownModelException;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.tuning.PairSource;
import dev.rapport.tuning.PairSource.Lines;
import dev.rapport.tuning.PairSource.Outcomes;
import dev.rapport.tuning.RealFiles;
import dev.rapport.tuning.SizePreset;
import dev.rapport.tuning.Tuning;
import dev.rapport.tuning.TuningConfig;
import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.corpus.BadDataException;
import dev.rapport.tuning.outcomes.topics.TopicsAwayException;
import dev.rapport.tuning.training.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tune}: trains a reply model. Reports go to stderr, the result to stdout. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "Trains a reply model on your pairs, on replies that worked, or on generated pairs, and evaluates it.")
public final class TuneCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    /** Models this small gain nothing from more. */
    private static final int MOST_THREADS = 8;
    /** One of each task. */
    private static final int LEAST_PROMPTS = 5;

    @ArgGroup(multiplicity = "1")
    private Material material = new Material();

    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description = "CSV of real requests to customer service, columns instruction (or utterance, or request) and"
                    + " intent, perhaps response. With --generated one half is trained on, the other half is asked"
                    + " afterwards; with --evaluate-only that half alone is.")
    private @Nullable Path requests;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            description = "Real titles of products, one a line. With --generated a part is trained on, the others asked"
                    + " about afterwards; with --evaluate-only those alone are.")
    private @Nullable Path products;

    @Mixin
    private OutcomeOptions outcomes = new OutcomeOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the checkpoint; needed for a training.")
    private @Nullable Path out;

    @ArgGroup(multiplicity = "0..1")
    private Origin origin = new Origin();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(
            names = "--skip-long",
            description = "Leave out pairs that are too long for the model. Else they are an error: half a reply would"
                    + " teach it to stop in the middle.")
    private boolean skipLong;

    @Option(
            names = "--save-every",
            paramLabel = "MINUTES",
            description = "Time between two saves on the way (default: ${DEFAULT-VALUE}).")
    private double saveEvery = 5;

    @Option(
            names = "--resume",
            description =
                    "Go on with a training that was broken off, from its last save in --out; the other options must"
                            + " be the same.")
    private boolean resume;

    @Option(names = "--seed", paramLabel = "N", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Highest learning rate (default: 1.5e-3 from scratch, 2e-4 from a checkpoint).")
    private @Nullable Double rate;

    @Option(names = "--threads", paramLabel = "N", description = "PyTorch threads (default: ${DEFAULT-VALUE}).")
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            description =
                    "Where to compute (default: ${DEFAULT-VALUE}, a GPU where PyTorch can use one). Only on the CPU"
                            + " does the same seed give the same weights.")
    private String device = "auto";

    @Option(
            names = "--precision",
            paramLabel = "fp32|bf16",
            description = "Of matrix products (default: ${DEFAULT-VALUE}).")
    private String precision = "bf16";

    @Option(
            names = "--evaluation-prompts",
            paramLabel = "N",
            description = "Generated prompts a language that the model is measured on, at least 5, one of each task"
                    + " (default: ${DEFAULT-VALUE}).")
    private int evaluationPrompts = 1_000;

    @Option(names = "--json", description = "Print one JSON document on stdout.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** What to learn from. */
    static final class Material {
        @Option(
                names = "--data",
                paramLabel = "FILE",
                description =
                        "JSON Lines: {\"prompt\": \"...\", \"reply\": \"...\"}; with \"weight\": 2 a pair is learnt"
                                + " twice as often as one without.")
        private @Nullable Path data;

        @Option(
                names = "--generated",
                description = "Examples of every task of the bundled model, English and Chinese, made as needed.")
        private boolean generated;

        @Option(
                names = "--from-pipeline",
                description = "Replies of a pipeline that led to a conversion, read from its topics: of customers who"
                        + " consent to it, personal values replaced by generated ones, weighted by credit over"
                        + " propensity. Prompts are kept for a week: run it as often, and keep the pairs by"
                        + " --pairs-out.")
        private boolean fromPipeline;

        @Option(
                names = "--evaluate-only",
                description = "No training: measure the model of --model on generated prompts.")
        private boolean evaluateOnly;
    }

    /** What to start from. */
    static final class Origin {
        @Option(names = "--from-scratch", paramLabel = "small|micro", description = "A new model of this size.")
        private @Nullable String size;

        @Option(
                names = "--model",
                paramLabel = "REF",
                description = "A model to go on from: 'default' (bundled, also when nothing is named), a folder in"
                        + " Hugging Face layout, or the id of a model on the Hugging Face hub.")
        private @Nullable String model;
    }

    @Override
    public Integer call() throws IOException {
        requireSensible();
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true"); // else DJL tells its makers that it is in use
        try {
            if (material.evaluateOnly) {
                var folder = locator().locate(model()).path();
                results().print(folder, Tuning.evaluate(folder, real(), evaluationPrompts, device()));
                return 0;
            }
            try (var progress = TuneProgress.of(spec().commandLine().getErr())) {
                if (material.fromPipeline) {
                    learnFromOutcomes(progress);
                } else {
                    var data = Optional.<PairSource>ofNullable(material.data == null ? null : new Lines(material.data));
                    results().print(Tuning.train(config(data), progress), Optional.empty());
                }
            }
            return 0;
        } catch (UnusableFolderException | UnknownModelException | IllegalArgumentException e) {
            return fail(WRONG_USAGE, e.getMessage());
        } catch (BadDataException e) { // of a pipeline it is nobody's mistake
            return fail(material.fromPipeline ? FAILED : WRONG_USAGE, e.getMessage());
        } catch (StoppedException | TopicsAwayException | ModelException | ArithmeticException e) {
            return fail(FAILED, e.getMessage());
        } catch (UncheckedIOException e) {
            return fail(FAILED, FailureLine.of(Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            return fail(FAILED, FailureLine.of(e));
        }
    }

    private void learnFromOutcomes(TuneProgress progress) throws IOException {
        if (out != null) {
            // A wrong option, model or folder is found before minutes of reading.
            Tuning.requireUsableFolder(config(Optional.empty()));
        }
        var found = outcomes.read(progress::noted);
        if (found.pairs().isEmpty()) {
            throw new BadDataException("no pair to learn from: " + found.summary());
        }
        progress.noted(found.pairs().size() + " pairs: " + found.summary());
        outcomes.write(found);
        if (out == null) {
            results().print(found, outcomes.pairsOut());
            return;
        }
        results().print(Tuning.train(config(Optional.of(new Outcomes(found))), progress), Optional.of(found));
    }

    private void requireSensible() {
        if (!precision.equals("fp32") && !precision.equals("bf16")) {
            throw wrong("--precision " + precision + ": must be fp32 or bf16");
        }
        device();
        if (threads < 1) {
            throw wrong("--threads " + threads + ": must be at least 1");
        }
        if (!(saveEvery > 0)) {
            throw wrong("--save-every " + saveEvery + ": must be positive");
        }
        if (evaluationPrompts < LEAST_PROMPTS) {
            throw wrong("--evaluation-prompts " + evaluationPrompts + ": must be at least " + LEAST_PROMPTS);
        }
        if (outcomes.isUsed() && !material.fromPipeline) {
            throw wrong("--bootstrap, --config, --consent and --pairs-out go with --from-pipeline");
        }
        outcomes.writeFault().ifPresent(fault -> {
            throw wrong(fault);
        });
        if (resume && material.fromPipeline) {
            throw wrong("a pipeline has other pairs by now: write them with --pairs-out, and --resume with --data");
        }
        if (out == null && !material.evaluateOnly && outcomes.pairsOut().isEmpty()) {
            throw wrong("Missing required option: '--out=DIR'");
        }
        if ((requests != null || products != null) && !material.generated && !material.evaluateOnly) {
            throw wrong((requests == null ? "--products" : "--requests") + " goes with --generated or --evaluate-only");
        }
        if (material.evaluateOnly && (out != null || resume || limits.areUsed())) {
            throw wrong("--out, --resume and the limits of a training do not go with --evaluate-only");
        }
        if (material.evaluateOnly && origin.size != null) {
            throw wrong("--evaluate-only measures a model that there is: name it with --model");
        }
    }

    /** @param data none for generated pairs */
    private TuningConfig config(Optional<PairSource> data) {
        return new TuningConfig(
                data,
                real(),
                skipLong,
                out == null ? Path.of("") : out,
                start(),
                seed,
                limits.limits(!material.generated, spec()),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                device(),
                precision.equals("bf16"),
                Duration.ofMillis(Math.max(1, (long) (saveEvery * 60_000))),
                resume,
                evaluationPrompts);
    }

    private ComputeDevice device() {
        return ComputeDevice.of(device).orElseThrow(() -> wrong("--device " + device + ": must be auto, cpu or cuda"));
    }

    private RealFiles real() {
        return new RealFiles(Optional.ofNullable(requests), Optional.ofNullable(products));
    }

    private String model() {
        return origin.model == null ? ModelLocator.DEFAULT : origin.model;
    }

    private ModelLocator locator() {
        return ModelLocator.shownOn(spec().commandLine().getErr());
    }

    private Start start() {
        if (origin.size == null) {
            return new Start.Folder(locator().locate(model()).path());
        }
        try {
            return new Start.Scratch(SizePreset.valueOf(origin.size.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw wrong("--from-scratch " + origin.size + ": must be small or micro");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not made by picocli");
        }
        return spec;
    }

    private TuneResults results() {
        return new TuneResults(spec().commandLine().getOut(), json);
    }

    private int fail(int exitCode, @Nullable String message) {
        spec().commandLine().getErr().println("rapport tune: " + message);
        return exitCode;
    }
}
