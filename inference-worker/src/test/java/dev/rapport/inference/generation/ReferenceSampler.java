package dev.rapport.inference.generation;

/** How a token is chosen, written plainly in Java: what models are compared with, and what the fake one uses. */
public final class ReferenceSampler {
    private ReferenceSampler() {}

    /**
     * The next token.
     *
     * @param logits overwritten
     */
    public static int choose(float[] logits, TokenChoice choice) {
        LogitsProcessors.penalise(logits, choice.penalised(), choice.repetitionPenalty());
        LogitsProcessors.ban(logits, choice.banned());
        var highest = LogitsWarpers.highest(logits);
        if (choice.temperature() == 0 || highest == Float.NEGATIVE_INFINITY) {
            return first(logits, highest);
        }
        warp(logits, choice);
        return draw(logits, choice.uniform());
    }

    private static void warp(float[] scores, TokenChoice choice) {
        LogitsWarpers.temperature(scores, choice.temperature());
        if (choice.topK() > 0) {
            LogitsWarpers.topK(scores, choice.topK());
        }
        if (choice.topP() < 1) {
            LogitsWarpers.topP(scores, choice.topP());
        }
        if (choice.minP() > 0) {
            LogitsWarpers.minP(scores, choice.minP());
        }
    }

    /** The token at which the cumulative probability, in the order of ids, passes the uniform number. */
    private static int draw(float[] scores, double uniform) {
        var highest = LogitsWarpers.highest(scores);
        var total = 0.0;
        for (var score : scores) {
            total += weight(score, highest);
        }
        var target = uniform * total;
        var cumulative = 0.0;
        var last = 0;
        for (int i = 0; i < scores.length; i++) {
            var weight = weight(scores[i], highest);
            if (weight > 0) {
                cumulative += weight;
                last = i;
                if (cumulative > target) {
                    return i;
                }
            }
        }
        return last;
    }

    private static double weight(float score, float highest) {
        return score == Float.NEGATIVE_INFINITY ? 0 : Math.exp(score - highest);
    }

    private static int first(float[] scores, float score) {
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] == score) {
                return i;
            }
        }
        return 0;
    }
}
