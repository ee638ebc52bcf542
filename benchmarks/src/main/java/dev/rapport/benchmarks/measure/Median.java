package dev.rapport.benchmarks.measure;

import java.util.List;

/** The middle of some figures: one disturbed round does not move it. */
public final class Median {
    private Median() {}

    /** The middle one; of an even number the mean of the two in the middle. */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values to take the median of");
        }
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
