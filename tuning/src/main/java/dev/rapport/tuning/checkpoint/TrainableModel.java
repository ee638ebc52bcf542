package dev.rapport.tuning.checkpoint;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.inference.model.source.ModelFolder;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.nio.file.Path;
import java.util.List;

/**
 * A GPT-2 of the plain form, which the training module computes, with its tokenizer.
 *
 * @param config    see {@link Gpt2Config#of}
 * @param weights   by the names of a checkpoint, in any order
 * @param tokenizer text of its {@code tokenizer.json}
 */
public record TrainableModel(Gpt2Config config, List<Tensor> weights, String tokenizer) {
    public TrainableModel {
        weights = List.copyOf(weights);
    }

    /**
     * Reads a folder in Hugging Face layout.
     *
     * @throws ModelException when it is not a checkpoint that can be trained; the message is one line
     */
    public static TrainableModel read(Path folder) {
        var checkpoint = Checkpoint.open(new ModelFolder(folder, folder.toString()));
        var read = checkpoint.config();
        var config = Gpt2Config.of(
                read.vocabularySize(),
                read.contextLength(),
                read.width(),
                read.layers(),
                read.heads(),
                endOfText(folder, checkpoint));
        require(folder, read.innerWidth() == config.innerWidth(), "n_inner must be 4 times n_embd");
        require(folder, read.normEpsilon() == config.normEpsilon(), "layer_norm_epsilon must be 1e-5");
        require(folder, read.tiesHead(), "tie_word_embeddings must be true");
        return new TrainableModel(
                config, checkpoint.weights(), checkpoint.tokenizer().json());
    }

    private static int endOfText(Path folder, Checkpoint checkpoint) {
        return checkpoint.tokenizer().tokens().entrySet().stream()
                .filter(token -> token.getValue().equals(ReplyTokenizer.END_MARK))
                .mapToInt(java.util.Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        folder + ": cannot be trained: its tokenizer does not have " + ReplyTokenizer.END_MARK));
    }

    private static void require(Path folder, boolean holds, String rule) {
        if (!holds) {
            throw new ModelException(folder + ": cannot be trained: " + rule);
        }
    }
}
