package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.RealFiles;
import dev.rapport.factory.evaluation.ReferenceLoss.Loss;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.ModelException;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.run.ExitGuard;
import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.training.Validation;
import java.io.IOException;
import java.nio.file.Path;

/** Measures a checkpoint as the pipeline would use it, always on the same generated prompts. */
public final class Measurement {
    private static final long SEED = 20_261_121;
    private static final int BATCH_TOKENS = 2_048;

    private Measurement() {}

    /**
     * Measures.
     *
     * @param real    real text, of which the held-out part is asked about too
     * @param prompts generated prompts a language, at least one a task
     * @param device  where the model computes
     * @throws IOException when the folder holds no model that can be used
     */
    @SuppressWarnings("try") // the guard is there to be closed
    public static Evaluation of(Path folder, RealFiles real, int prompts, ComputeDevice device) throws IOException {
        var text = real.read();
        var checkpoint = TrainableModel.read(folder);
        try (var unused = new ExitGuard(() -> {}); // the generator stops by itself
                var generator = LocalTextGenerator.open(
                                folder.toAbsolutePath().toString(), GeneratorConfig.DEFAULT.withDevice(device))
                        .closeAtExit();
                var tokenizer = ReplyTokenizer.of(checkpoint.tokenizer());
                var module = new TrainingModule(checkpoint, device, false)) {
            var evaluator = new Evaluator(generator, loss(module, tokenizer));
            var evaluation = evaluator.evaluate(prompts, SEED);
            if (real.products().isPresent()) {
                evaluation = evaluator.addRealTitles(evaluation, text.products());
            }
            return real.requests().isPresent()
                    ? IntentAgreement.measure(generator, text.requests()).addedTo(evaluation)
                    : evaluation;
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ReferenceLoss loss(TrainingModule module, ReplyTokenizer tokenizer) {
        return examples -> {
            var sequences = examples.stream()
                    .map(GeneratedExample::example)
                    .map(tokenizer::sequence)
                    .toList();
            var validation = new Validation(sequences, module.config().contextLength(), BATCH_TOKENS);
            return new Loss(validation.loss(module).orElse(0), validation.tokens());
        };
    }
}
