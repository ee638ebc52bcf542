package dev.rapport.inference.generation;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What narrows scores for sampling. Each works in place on the scores of one sequence; negative infinity forbids a
 * token. Semantics: {@code transformers.generation.logits_process}.
 */
final class LogitsWarpers {
    private LogitsWarpers() {}

    static void temperature(float[] scores, double temperature) {
        var divisor = (float) temperature;
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= divisor;
        }
    }

    /** Keeps the k highest scores and those that equal the last of them. */
    static void topK(float[] scores, int k) {
        if (k >= scores.length) {
            return;
        }
        var highest = new PriorityQueue<Float>(k);
        var threshold = Float.NEGATIVE_INFINITY;
        for (var score : scores) {
            if (highest.size() < k) {
                highest.add(score);
                threshold = highest.element();
            } else if (score > threshold) {
                highest.remove();
                highest.add(score);
                threshold = highest.element();
            }
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < threshold) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** Drops the least probable tokens as long as they sum to at most {@code 1 - p}; the most probable stays. */
    static void topP(float[] scores, double p) {
        var ascending = ascending(scores);
        if (ascending.length == 0) {
            return;
        }
        var highest = scores[ascending[ascending.length - 1]];
        var total = 0.0;
        for (var token : ascending) {
            total += Math.exp(scores[token] - highest);
        }
        var cumulative = 0.0;
        for (int i = 0; i < ascending.length - 1; i++) {
            cumulative += Math.exp(scores[ascending[i]] - highest) / total;
            if (cumulative > 1 - p) {
                return;
            }
            scores[ascending[i]] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Drops tokens less probable than a share of the most probable. */
    static void minP(float[] scores, double share) {
        var highest = highest(scores);
        for (int i = 0; i < scores.length; i++) {
            if (Math.exp(scores[i] - highest) < share) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** The highest score, negative infinity when every token is forbidden. */
    static float highest(float[] scores) {
        var highest = Float.NEGATIVE_INFINITY;
        for (var score : scores) {
            highest = Math.max(highest, score);
        }
        return highest;
    }

    /** Tokens that are not forbidden, lowest score first, equal scores by id. */
    private static int[] ascending(float[] scores) {
        var keys = new long[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != Float.NEGATIVE_INFINITY) {
                keys[count++] = ((long) ordered(scores[i]) << 32) | i;
            }
        }
        Arrays.sort(keys, 0, count);
        var tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = (int) keys[i];
        }
        return tokens;
    }

    /** An int that orders as the float does. */
    private static int ordered(float score) {
        int bits = Float.floatToIntBits(score);
        return bits ^ ((bits >> 31) & 0x7fffffff);
    }
}
