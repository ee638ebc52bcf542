package dev.rapport.tuning.training;

import java.util.List;

/**
 * Sequences to learn from, in rounds without end. A round is a function of its arguments and of nothing else, so that a
 * training can be resumed anywhere.
 */
public interface Curriculum {
    /**
     * The sequences of a round, some hundreds and at least one.
     *
     * @param number from 0 on
     * @param done   share of the training that is done when the round begins, 0 to 1
     */
    List<Sequence> round(long number, double done);

    /** Rounds of an epoch: once through all pairs, or a fixed number for data without end. */
    int roundsPerEpoch();
}
