package dev.rapport.tuning.data;

import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.PairCount;
import dev.rapport.tuning.training.Curriculum;
import java.util.List;
import java.util.Optional;

/** What a model is trained on. */
public interface TrainingData {
    /** For a model card: what it is and whose. */
    String description();

    /** For a model card: what a model that was trained on it is good for. */
    String use();

    /** Number of pairs used and left out; empty for data without end. */
    Optional<PairCount> count();

    /** Differs when anything in the data does. */
    String fingerprint();

    /**
     * The examples that a model can take whole: half a text would teach it to stop in the middle.
     *
     * @param positions max tokens of prompt, reply and end marker, less one
     * @param skipLong  whether what is too long is left out, where it can be
     * @throws BadDataException when something is too long and is not left out
     */
    TrainingData fitting(ReplyTokenizer tokenizer, int positions, boolean skipLong);

    /** What to learn from, in an order that the seed decides. */
    Curriculum curriculum(long seed, ReplyTokenizer tokenizer);

    /** Examples for validation, never trained on; may be empty. */
    List<Example> heldOut();

    /** Inputs of one epoch, padding not counted; {@link Long#MAX_VALUE} for data without end. */
    long tokensPerEpoch(ReplyTokenizer tokenizer);
}
