package dev.rapport.factory.training;

import dev.rapport.factory.vocabulary.BytePairTrainer;
import dev.rapport.factory.vocabulary.TokenizerFile;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.run.TrainingStart;
import dev.rapport.tuning.training.LearningRate;

/**
 * A new model: a vocabulary learned from the data, and random weights.
 *
 * @param data what the vocabulary is learned from
 * @param seed of the weights, and of the texts for the vocabulary
 */
public record UntrainedModel(ModelSize size, GeneratedData data, long seed) implements TrainingStart {
    private static final LearningRate FROM_SCRATCH = new LearningRate(1.5e-3, 150, 0.05);

    @Override
    public String fingerprint() {
        return size.toString();
    }

    @Override
    public TrainableModel model() {
        var texts = data.forVocabulary(seed)
                .map(example -> example.prompt() + example.replyText())
                .toList();
        var vocabulary = BytePairTrainer.train(texts, size.vocabulary());
        var config = size.config(vocabulary.size());
        return new TrainableModel(config, InitialWeights.of(config, seed), TokenizerFile.of(vocabulary));
    }

    @Override
    public LearningRate learningRate() {
        return FROM_SCRATCH;
    }

    @Override
    public String description() {
        return "from scratch";
    }
}
