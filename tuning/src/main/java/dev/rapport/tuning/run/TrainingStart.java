package dev.rapport.tuning.run;

import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.training.LearningRate;
import java.io.IOException;

/** The model that a training begins with. */
public interface TrainingStart {
    /** Differs when anything in the model does: a training is resumed only with the start that it had. */
    String fingerprint() throws IOException;

    /** The model and its tokenizer. */
    TrainableModel model() throws IOException;

    /** Learning rate where none is configured. */
    LearningRate learningRate();

    /** For a model card, such as {@code from an earlier checkpoint}. */
    String description();
}
