package dev.rapport.tuning.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts sequences of like length side by side, so that little is padding. */
final class Batching {
    private Batching() {}

    /**
     * Batches from the shortest sequences to the longest.
     *
     * @param tokens most inputs a batch, padding counted; one sequence at least, however long
     */
    static List<List<Sequence>> byLength(List<Sequence> sequences, int tokens) {
        var sorted = new ArrayList<>(sequences);
        sorted.sort(Comparator.comparingInt(Sequence::length));
        var batches = new ArrayList<List<Sequence>>();
        var from = 0;
        for (var to = 1; to <= sorted.size(); to++) {
            if (to == sorted.size()
                    || (to + 1 - from) * Batch.padded(sorted.get(to).length() - 1) > tokens) {
                batches.add(sorted.subList(from, to));
                from = to;
            }
        }
        return batches;
    }
}
