package dev.rapport.tuning;

import dev.rapport.inference.GeneratorConfig;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.model.ModelException;
import dev.rapport.tuning.evaluation.Evaluation;
import dev.rapport.tuning.evaluation.Evaluator;
import dev.rapport.tuning.evaluation.IntentAgreement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Trains a GPT-2 to write replies. */
public final class Tuning {
    private static final int EVALUATED = 200;
    private static final long EVALUATION_SEED = 20_261_121;

    private Tuning() {}

    /**
     * Trains, evaluates, and writes the checkpoint; now and then also what there is by then, so that a training that is
     * killed can be gone on with.
     *
     * @throws IOException when a file cannot be read or written; the message is one line
     * @throws dev.rapport.tuning.corpus.BadDataException on a bad line of data, before anything is written
     */
    public static TuningResult train(TuningConfig config, TuningListener listener) throws IOException {
        try (var run = TrainingRun.open(config, listener)) {
            var result = run.train();
            if (config.data().isPresent()) {
                return result;
            }
            var evaluated = new TuningResult(
                    result.out(),
                    result.parameters(),
                    result.progress(),
                    Optional.of(evaluate(config.out(), config.requests())),
                    result.heldOut());
            run.save(evaluated);
            return evaluated;
        }
    }

    /**
     * Measures a checkpoint, on the same generated prompts for every checkpoint.
     *
     * @param requests real requests, of which the half that is never trained on is asked too; see
     *                 {@link IntentAgreement}
     * @throws IOException when the folder holds no model that can be used
     */
    public static Evaluation evaluate(Path folder, Optional<Path> requests) throws IOException {
        try (var generator = LocalTextGenerator.open(folder.toAbsolutePath().toString(), GeneratorConfig.DEFAULT)
                .closeAtExit()) {
            var evaluation = new Evaluator(generator).evaluate(EVALUATED, EVALUATION_SEED);
            return requests.isPresent()
                    ? IntentAgreement.measure(generator, requests.get()).addedTo(evaluation)
                    : evaluation;
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
