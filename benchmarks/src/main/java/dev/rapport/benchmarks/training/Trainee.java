package dev.rapport.benchmarks.training;

import dev.rapport.tuning.training.Sequence;
import java.util.List;

/** Something that can be trained. */
public interface Trainee {
    /**
     * Takes one optimisation step for every batch, and waits.
     *
     * @param batches sequences to be padded to a common length
     * @param threads cores to use
     * @return seconds that it took, arranging the batches included
     */
    double secondsFor(List<List<Sequence>> batches, int threads);
}
