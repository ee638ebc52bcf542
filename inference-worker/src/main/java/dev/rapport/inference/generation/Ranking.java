package dev.rapport.inference.generation;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The order of candidates. */
public final class Ranking {
    private Ranking() {}

    /** Log-probability per token: without it short texts would always win. */
    public static double score(double logProbability, int tokens) {
        return logProbability / tokens;
    }

    /** Highest score first; equal scores stay in the order they came in. */
    public static <T> List<T> ranked(List<T> candidates, ToDoubleFunction<T> score) {
        return candidates.stream()
                .sorted(Comparator.comparingDouble(score).reversed())
                .toList();
    }
}
