package dev.rapport.tuning;

import dev.rapport.tuning.corpus.BadDataException;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.PairFile;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.training.Sequence;
import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A user's pairs, about one in ten kept back for evaluation, chosen by a hash of the prompt.
 *
 * @param training what to learn from; never empty
 * @param heldOut  what to be measured on; may be empty
 */
record Pairs(List<Example> training, List<Example> heldOut) {
    static Pairs read(Path file) throws IOException {
        var parts = PairFile.read(file).stream()
                .collect(Collectors.partitioningBy(pair -> Split.of(pair.prompt()) == Split.TRAINING));
        var training = parts.getOrDefault(true, List.of());
        if (training.isEmpty()) {
            throw new BadDataException(file + ": too few pairs to keep some back for evaluation");
        }
        return new Pairs(training, parts.getOrDefault(false, List.of()));
    }

    Example any(RandomGenerator random) {
        return training.get(random.nextInt(training.size()));
    }

    OptionalDouble heldOutLoss(TrainingModule module, ReplyTokenizer tokenizer) {
        return heldOut.stream()
                .mapToDouble(pair -> module.loss(List.of(Sequence.of(pair, tokenizer, 1))))
                .average();
    }
}
