package dev.rapport.tuning;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.djl.DjlRuntime;
import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a GPT-2 to write replies. */
public final class Tuning {
    private Tuning() {}

    /**
     * Trains, evaluates, and writes the checkpoint; now and then also what there is by then, so that a training that is
     * killed can be gone on with.
     *
     * @throws IOException when a file cannot be read or written; the message is one line
     * @throws dev.rapport.tuning.corpus.BadDataException on a bad line of data, before anything is written
     */
    public static TuningResult train(TuningConfig config, TuningListener listener) throws IOException {
        if (config.device() == ComputeDevice.CUDA) {
            DjlRuntime.usesGpu(config.device()); // one that is not there is found before a vocabulary is learnt
        }
        try (var run = TrainingRun.open(config, listener)) {
            var result = run.train();
            if (config.data().isPresent()) {
                return result;
            }
            listener.noted("evaluating");
            var evaluated = result.with(evaluateBoth(config));
            run.save(evaluated);
            return evaluated;
        }
    }

    /**
     * Looks at the folder that a training would write, so that one that cannot be used is found before anything is read.
     *
     * @throws dev.rapport.tuning.checkpoint.UnusableFolderException when it cannot
     */
    public static void requireUsableFolder(TuningConfig config) throws IOException {
        new TrainingFolder(config.out()).stateToGoOnWith(config.resume());
    }

    private static Evaluation evaluateBoth(TuningConfig config) throws IOException {
        var after = evaluate(config.out(), config.real(), config.prompts(), config.device());
        return config.start() instanceof Start.Folder from
                ? after.withBefore(evaluate(from.folder(), RealFiles.NONE, config.prompts(), config.device()))
                : after;
    }

    /**
     * Measures a checkpoint, on the same generated prompts for every checkpoint.
     *
     * @param real    real text, of which the part for evaluation is asked about too
     * @param prompts prompts a language, at least one a task
     * @param device  where the model computes
     * @throws IOException when the folder holds no model that can be used
     */
    public static Evaluation evaluate(Path folder, RealFiles real, int prompts, ComputeDevice device)
            throws IOException {
        return Measurement.of(folder, real, prompts, device);
    }
}
