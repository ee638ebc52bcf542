package dev.rapport.inference.generation;

/** What changes scores before sampling and greedy choice alike; semantics: {@code transformers.generation.logits_process}. */
final class LogitsProcessors {
    private LogitsProcessors() {}

    /** A negative score is multiplied by the penalty, another divided. */
    static void penalise(float[] scores, int[] tokens, double penalty) {
        for (var token : tokens) {
            scores[token] = (float) (scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty);
        }
    }

    static void ban(float[] scores, int[] tokens) {
        for (var token : tokens) {
            scores[token] = Float.NEGATIVE_INFINITY;
        }
    }
}
