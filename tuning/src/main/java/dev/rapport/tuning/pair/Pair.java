package dev.rapport.tuning.pair;

/**
 * One of a user's pairs.
 *
 * @param example prompt and reply
 * @param weight  how often it is trained on: one of weight 2 twice as often as one of weight 1; positive
 * @param line    where it stands in its file, from 1 on
 */
public record Pair(Example example, double weight, int line) {
    public Pair {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of a pair must be positive and finite, not " + weight);
        }
    }
}
