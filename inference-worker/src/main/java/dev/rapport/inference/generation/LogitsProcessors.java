package dev.rapport.inference.generation;

/**
 * What changes scores before sampling and greedy choice alike. Each works in place on the scores of one sequence;
 * negative infinity forbids a token. Semantics: {@code transformers.generation.logits_process}.
 */
final class LogitsProcessors {
    private LogitsProcessors() {}

    /** Once for each distinct token so far: a negative score is multiplied by the penalty, another divided. */
    static void penalizeRepetition(float[] scores, TokenHistory history, double penalty) {
        var seen = new boolean[scores.length];
        for (int i = 0; i < history.size(); i++) {
            var token = history.get(i);
            if (!seen[token]) {
                seen[token] = true;
                scores[token] = (float) (scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty);
            }
        }
    }

    /** Forbids every token that would complete an n-gram which prompt and text hold already. */
    static void forbidRepeatedNgrams(float[] scores, TokenHistory history, int size) {
        var last = history.size() - size + 1;
        for (int start = 0; start < last; start++) {
            if (history.repeats(start, last, size - 1)) {
                scores[history.get(start + size - 1)] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** Forbids the end token, if the model has one. */
    static void forbidEnd(float[] scores, int endOfTextId) {
        if (endOfTextId >= 0) {
            scores[endOfTextId] = Float.NEGATIVE_INFINITY;
        }
    }
}
