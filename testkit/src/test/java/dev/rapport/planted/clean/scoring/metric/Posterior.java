package dev.rapport.planted.clean.scoring.metric;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** A core as it should be. */
public record Posterior(Map<String, List<Integer>> arms, Shape shape) {
    /** An enum of its own. */
    public enum Shape {
        FLAT,
        STEEP
    }

    /** With lambdas, a switch and a seed. */
    public int draw(long seed) {
        var random = new Random(seed);
        var offset =
                switch (shape) {
                    case FLAT -> 0;
                    case STEEP -> 1;
                };
        var counts = new long[] {1, 2};
        return counts.length
                + arms.values().stream()
                        .mapToInt(List::size)
                        .map(size -> size + offset)
                        .sum()
                + random.nextInt();
    }
}
