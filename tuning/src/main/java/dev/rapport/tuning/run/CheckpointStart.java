package dev.rapport.tuning.run;

import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.training.LearningRate;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A checkpoint to fine-tune; its vocabulary is kept.
 *
 * @param folder in Hugging Face layout
 */
public record CheckpointStart(Path folder) implements TrainingStart {
    private static final LearningRate FINE_TUNING = new LearningRate(2e-4, 20, 0.05);

    @Override
    public String fingerprint() throws IOException {
        return TextFile.sha256(folder.resolve("model.safetensors"), BadDataException::new);
    }

    @Override
    public TrainableModel model() throws IOException {
        return TrainableModel.read(folder);
    }

    @Override
    public LearningRate learningRate() {
        return FINE_TUNING;
    }

    @Override
    public String description() {
        return "from an earlier checkpoint";
    }

    boolean isIn(Path other) {
        return folder.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
