package dev.rapport.tuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Sequences that are never trained on. */
public final class Validation {
    private final List<Batch> batches = new ArrayList<>();

    /**
     * @param sequences may be empty
     * @param positions max inputs that the model takes
     */
    public Validation(List<Sequence> sequences, int positions, int batchTokens) {
        for (var batch : Batch.byLength(sequences, batchTokens)) {
            batches.add(Batch.of(batch, positions));
        }
    }

    /** Number of reply tokens. */
    public long tokens() {
        return Math.round(batches.stream().mapToDouble(Batch::weight).sum());
    }

    /** Mean loss a reply token; empty without sequences. */
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
