package dev.rapport.factory.evaluation;

import java.util.Map;
import java.util.Optional;

/**
 * How many replies to real requests answer the request, in shares of 0 to 1, as judged from the reply alone.
 *
 * @param requests    number of requests, none of them trained on
 * @param judge       trained on our own wordings, and on the answers of the training half where the file has some
 * @param byIntent    share by intent, as this judge sees it
 * @param independent trained on the answers of the training half only, written by others; none without answers
 */
public record IntentScore(int requests, Judged judge, Map<String, Double> byIntent, Optional<Judged> independent) {
    /**
     * What one judge says.
     *
     * @param share   of the model's replies that it takes for a reply to the intent of the request
     * @param ceiling share of right reference replies that it takes for what they are: more than this cannot be expected
     */
    public record Judged(double share, double ceiling) {}

    public IntentScore {
        byIntent = Map.copyOf(byIntent);
    }

    /** The evaluation with these shares among its measures. */
    public Evaluation addedTo(Evaluation evaluation) {
        var more = evaluation
                .with("real requests, answers that fit the intent", judge.share())
                .with("real requests, number", requests);
        for (var intent : byIntent.entrySet()) {
            more = more.with("real requests, " + intent.getKey(), intent.getValue());
        }
        if (independent.isPresent()) {
            more = more.with("real requests, a second judge", independent.get().share())
                    .with(
                            "real requests, a second judge of right answers",
                            independent.get().ceiling());
        }
        return more;
    }
}
