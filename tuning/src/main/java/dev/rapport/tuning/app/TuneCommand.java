package dev.rapport.tuning.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelLocator;
import dev.rapport.tuning.SizePreset;
import dev.rapport.tuning.Tuning;
import dev.rapport.tuning.TuningConfig;
import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.TuningResult;
import dev.rapport.tuning.corpus.BadDataException;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tune}: trains a reply model. Reports go to stderr, the result to stdout. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = "Trains a reply model on your pairs, or on generated ones, and evaluates it.")
public final class TuneCommand implements Callable<Integer> {
    /** Models this small gain nothing from more. */
    private static final int MOST_THREADS = 8;

    private static final double SECONDS_BETWEEN_LINES = 10;

    @ArgGroup(multiplicity = "1")
    private Material material = new Material();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the checkpoint.")
    private Path out = Path.of("");

    @ArgGroup(multiplicity = "0..1")
    private Origin origin = new Origin();

    @Option(names = "--minutes", paramLabel = "N", description = "Longest training time (default: ${DEFAULT-VALUE}).")
    private double minutes = 30;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens to train on; with it the result does not depend on the machine's speed.")
    private long tokens = Long.MAX_VALUE;

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
            names = "--precision",
            paramLabel = "fp32|bf16",
            description = "Of matrix products (default: ${DEFAULT-VALUE}).")
    private String precision = "bf16";

    @Option(names = "--json", description = "Print one JSON document on stdout.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private double nextLine;

    /** What to learn from. */
    static final class Material {
        @Option(
                names = "--data",
                paramLabel = "FILE",
                description = "JSON Lines: {\"prompt\": \"...\", \"reply\": \"...\"}.")
        private @Nullable Path data;

        @Option(names = "--generated", description = "Generated recommendations, English and Chinese.")
        private boolean generated;
    }

    /** What to start from. */
    static final class Origin {
        @Option(names = "--from-scratch", paramLabel = "small|micro", description = "A new model of this size.")
        private @Nullable String size;

        @Option(
                names = "--model",
                paramLabel = "REF",
                description = "A model to go on from: 'default' (bundled, also when nothing is named), a folder in"
                        + " Hugging Face layout, or a hub id in the local cache.")
        private @Nullable String model;
    }

    @Override
    public Integer call() throws IOException {
        requirePositive();
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true"); // else DJL tells its makers that it is in use
        try {
            print(Tuning.train(config(), this::report));
            return 0;
        } catch (ModelException | BadDataException | IllegalArgumentException | ArithmeticException e) {
            return fail(e.getMessage());
        } catch (NoSuchFileException e) {
            return fail(e.getFile() + " does not exist");
        } catch (UncheckedIOException | IOException e) {
            return fail(e.getMessage());
        }
    }

    private void requirePositive() {
        if (!precision.equals("fp32") && !precision.equals("bf16")) {
            throw wrong("--precision must be fp32 or bf16, not " + precision);
        }
        if (minutes <= 0 || tokens < 1 || threads < 1) {
            throw wrong("--minutes, --tokens and --threads must be positive");
        }
    }

    private TuningConfig config() {
        return new TuningConfig(
                material.generated ? Optional.empty() : Optional.ofNullable(material.data),
                out,
                start(),
                seed,
                tokens,
                Duration.ofMillis((long) (minutes * 60_000)),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                precision.equals("bf16"));
    }

    private Start start() {
        if (origin.size == null) {
            var reference = origin.model == null ? ModelLocator.DEFAULT : origin.model;
            return new Start.Folder(ModelLocator.system().locate(reference).path());
        }
        try {
            return new Start.Scratch(SizePreset.valueOf(origin.size.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw wrong("--from-scratch must be small or micro, not " + origin.size);
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

    private void report(TrainingProgress now) {
        var seconds = now.elapsed().toMillis() / 1e3;
        if (seconds < nextLine && now.done() < 1) {
            return;
        }
        nextLine = seconds + SECONDS_BETWEEN_LINES;
        spec().commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "step %d  %.2f M tokens  loss %.4f  %.0f tokens/s  %d s left%n",
                        now.step(),
                        now.tokens() / 1e6,
                        now.loss(),
                        now.tokensPerSecond(),
                        now.left().toSeconds());
        spec().commandLine().getErr().flush();
    }

    private void print(TuningResult result) throws IOException {
        if (!json) {
            spec().commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: %d steps, %.2f M tokens, loss %.4f. See its MODEL_CARD.md.%n",
                            result.out(),
                            result.progress().step(),
                            result.progress().tokens() / 1e6,
                            result.progress().loss());
            return;
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("out", result.out().toString());
        document.put("parameters", result.parameters());
        document.put("steps", result.progress().step());
        document.put("tokens", result.progress().tokens());
        document.put("loss", result.progress().loss());
        document.put("tokensPerSecond", result.progress().tokensPerSecond());
        result.evaluation().ifPresent(evaluation -> document.put("evaluation", evaluation));
        result.heldOutLoss().ifPresent(loss -> document.put("heldOutLoss", loss));
        spec().commandLine().getOut().println(new ObjectMapper().writeValueAsString(document));
    }

    private int fail(@Nullable String message) {
        spec().commandLine().getErr().println("rapport tune: " + message);
        return 1;
    }
}
