package dev.rapport.inference.generation;

/**
 * Chooses the tokens of one candidate, one after the other. The choice depends on the scores, the settings, the seed and
 * the candidate's number, and on nothing else. Not thread-safe.
 */
public final class NextToken {
    private final SamplingSettings settings;
    private final long seed;
    private final int candidate;
    private final int endOfTextId;
    private final TokenHistory history;
    private int chosen;

    /**
     * @param candidate number of the candidate among those of its prompt, counted from 0
     * @param endOfTextId the model's end token, or -1
     */
    public NextToken(int[] prompt, SamplingSettings settings, long seed, int candidate, int endOfTextId) {
        this.settings = settings;
        this.seed = seed;
        this.candidate = candidate;
        this.endOfTextId = endOfTextId;
        this.history = new TokenHistory(prompt);
    }

    /**
     * The next token.
     *
     * @param scores the model's logits, which are overwritten
     */
    public int choose(float[] scores) {
        process(scores);
        var highest = LogitsWarpers.highest(scores);
        int token;
        if (highest == Float.NEGATIVE_INFINITY) {
            // Every token is forbidden, which takes a tiny vocabulary: nothing can follow.
            token = Math.max(endOfTextId, 0);
        } else if (settings.isGreedy()) {
            token = first(scores, highest);
        } else {
            warp(scores);
            token = draw(scores, CounterRandom.uniform(seed, candidate, chosen));
        }
        history.add(token);
        chosen++;
        return token;
    }

    private void process(float[] scores) {
        if (settings.repetitionPenalty() != 1) {
            LogitsProcessors.penalizeRepetition(scores, history, settings.repetitionPenalty());
        }
        if (settings.noRepeatNgramSize() > 0) {
            LogitsProcessors.forbidRepeatedNgrams(scores, history, settings.noRepeatNgramSize());
        }
        if (chosen < settings.minNewTokens()) {
            LogitsProcessors.forbidEnd(scores, endOfTextId);
        }
    }

    private void warp(float[] scores) {
        if (settings.temperature() != 1) {
            LogitsWarpers.temperature(scores, settings.temperature());
        }
        if (settings.topK() > 0) {
            LogitsWarpers.topK(scores, settings.topK());
        }
        if (settings.topP() < 1) {
            LogitsWarpers.topP(scores, settings.topP());
        }
        if (settings.minP() > 0) {
            LogitsWarpers.minP(scores, settings.minP());
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
