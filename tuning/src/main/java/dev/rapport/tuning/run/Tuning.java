package dev.rapport.tuning.run;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.djl.DjlRuntime;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.IOException;

/** Trains a GPT-2 to write replies. */
public final class Tuning {
    /** Called on the thread that trains. */
    public interface Listener {
        /** Every ten steps, after every epoch and at the end. */
        void progressed(TrainingProgress progress);

        /** A message of one line. */
        void noted(String line);
    }

    private Tuning() {}

    /**
     * Trains, measures on what is held out, and writes the checkpoint; at intervals also what there is by then, so that a
     * training that is killed can be resumed.
     *
     * @throws IOException when a file cannot be read or written; the message is one line
     * @throws dev.rapport.tuning.pair.BadDataException on data that the model cannot take, before anything is written
     */
    public static TuningResult train(TrainingData data, TuningConfig config, Listener listener) throws IOException {
        if (config.device() == ComputeDevice.CUDA) {
            DjlRuntime.usesGpu(config.device()); // a missing GPU is found before anything is read
        }
        try (var run = TrainingRun.open(data, config, listener)) {
            return run.train();
        }
    }

    /**
     * Looks at the folder that a training would write, so that an unusable one is found before any data is read.
     *
     * @throws dev.rapport.tuning.checkpoint.UnusableFolderException when it cannot be used
     */
    public static void requireUsableFolder(TuningConfig config) throws IOException {
        new TrainingFolder(config.out(), note -> {}).unfinished(config.resume());
    }
}
