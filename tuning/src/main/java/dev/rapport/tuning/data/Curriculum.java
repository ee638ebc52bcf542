package dev.rapport.tuning.data;

import java.util.List;

/**
 * Examples to learn from, in rounds without end. A round is a function of its number and of nothing else, so that a
 * training can be resumed anywhere.
 */
public interface Curriculum {
    /** The examples of a round, some hundreds and at least one, from round 0 on. */
    List<Example> round(long number);

    /** Rounds of an epoch: once through all pairs, or a fixed number for data without end. */
    int roundsPerEpoch();
}
