package dev.rapport.tuning.training;

import dev.rapport.tuning.data.Example;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Examples that are never trained on. */
public final class Validation {
    private final List<Batch> batches = new ArrayList<>();

    /**
     * @param examples may be none
     * @param positions longest input the model takes
     */
    public Validation(List<Example> examples, ReplyTokenizer tokenizer, int positions, int batchTokens) {
        var sequences = examples.stream()
                .map(example -> Sequence.of(example, tokenizer, 1))
                .toList();
        for (var batch : Batching.byLength(sequences, batchTokens)) {
            batches.add(Batch.of(batch, positions));
        }
    }

    /** Number of reply tokens. */
    public long tokens() {
        return Math.round(batches.stream().mapToDouble(Batch::weight).sum());
    }

    /** Mean loss a reply token; none without examples. */
    public OptionalDouble loss(TrainingModule module) {
        var sum = 0.0;
        var counted = 0.0;
        for (var batch : batches) {
            sum += module.loss(batch) * batch.weight();
            counted += batch.weight();
        }
        return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
    }
}
