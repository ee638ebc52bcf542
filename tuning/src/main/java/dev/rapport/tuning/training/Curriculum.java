package dev.rapport.tuning.training;

import dev.rapport.tuning.corpus.Example;
import java.util.List;

/**
 * What is learnt, in rounds without end. A round is a function of its number and of nothing else, so that a training can
 * be gone on with from anywhere.
 */
public interface Curriculum {
    /** The examples of a round, some hundreds and never none, from round 0 on. */
    List<Example> round(long number);

    /** Rounds after which it is time to look back: once through all pairs, or what is much when there is no end. */
    int roundsPerEpoch();
}
