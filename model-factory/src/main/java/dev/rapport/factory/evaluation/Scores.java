package dev.rapport.factory.evaluation;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a number of replies are worth. Shares are 0 to 1; every reply is read to its end.
 *
 * @param replies      number of replies judged
 * @param verbatim     by field: share that repeats its value verbatim at every mention, of the replies that must
 * @param complete     share with every value right
 * @param inventedPrice    share that names an amount of money the prompt does not give
 * @param inventedDiscount share that promises a discount the prompt does not give
 * @param inventedCode     share that names a code or another number the prompt does not give
 * @param corrupted    share with a word that neither the prompt nor any phrase has
 * @param passing      share that the guardrails of the pipeline let pass
 * @param sendable     share that is complete, invents and corrupts nothing, and passes
 * @param tokens       mean length in tokens of the model
 * @param distinctPairs different word pairs among three candidates as a share of all; NaN where there are no three
 * @param perplexity   of the reference replies, a token; NaN where it was not measured
 */
public record Scores(
        int replies,
        Map<String, Double> verbatim,
        double complete,
        double inventedPrice,
        double inventedDiscount,
        double inventedCode,
        double corrupted,
        double passing,
        double sendable,
        double tokens,
        double distinctPairs,
        double perplexity) {

    public Scores {
        verbatim = Map.copyOf(verbatim);
    }

    /** Share with this field right; empty when no reply must repeat it. */
    public OptionalDouble verbatim(String field) {
        var share = verbatim.get(field);
        return share == null ? OptionalDouble.empty() : OptionalDouble.of(share);
    }
}
