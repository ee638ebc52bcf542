package dev.rapport.quickstart.app;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.inference.text.GenerationRequest;
import java.io.PrintWriter;
import java.util.List;

/** The doctor's look at the model: it is loaded and writes a token, so that the native libraries are tried too. */
final class ModelChecks {
    private static final GeneratorConfig SMALL = new GeneratorConfig(new BatchingConfig(1, 64), 32L << 20);

    private ModelChecks() {}

    static List<Finding> of(String reference, PrintWriter err) {
        try (var generator = LocalTextGenerator.open(
                        Checkpoint.open(ModelLocator.shownOn(err).locate(reference)), SMALL)
                .closeAtExit()) {
            generator.generate(List.of(new GenerationRequest("task", SamplingSettings.greedy(1), 0)));
            var info = generator.info();
            return List.of(
                    Finding.ok("PyTorch", info.engine()),
                    Finding.ok("model", info.id() + ", " + info.precision() + ", sha256 " + info.sha256()));
        } catch (ModelException e) {
            return List.of(Finding.missing("model", Failures.oneLine(e), "choose another with --model"));
        } catch (RuntimeException | LinkageError e) {
            return List.of(
                    Finding.missing(
                            "PyTorch",
                            Failures.oneLine(e),
                            "the native library of this platform is not on the class path or cannot be loaded; build again here"));
        }
    }
}
