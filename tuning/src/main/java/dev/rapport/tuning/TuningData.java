package dev.rapport.tuning;

import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model is tuned on. */
interface TuningData {
    /** For a model card: what it is and whose. */
    String description();

    /** For a model card: what a model that learnt it is good for. */
    String use();

    /** What of it is used; empty for data without end. */
    Optional<PairCount> count();

    /** Differs when anything in it does. */
    String fingerprint();

    /**
     * What of it a model can take whole: half a text would teach it to stop in the middle.
     *
     * @param positions most tokens of prompt, reply and end marker, less one
     * @param skipLong  whether what is too long is left out, where it can be
     * @throws dev.rapport.tuning.corpus.BadDataException when something is too long and is not left out
     */
    TuningData fitting(ReplyTokenizer tokenizer, int positions, boolean skipLong);

    /** What to learn from, in an order that the seed decides. */
    Curriculum curriculum(long seed);

    /** What to look at and never to learn from; may be none. */
    List<Example> keptBack();

    /** What a new vocabulary is learnt from. */
    Stream<Example> forVocabulary(long seed);

    /** Inputs of one epoch, padding not counted; without end where there is no end. */
    long tokensPerEpoch(ReplyTokenizer tokenizer);
}
