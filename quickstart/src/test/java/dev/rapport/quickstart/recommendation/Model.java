package dev.rapport.quickstart.recommendation;

import dev.rapport.enrichment.customer.recommendation.CoVisits;
import dev.rapport.enrichment.customer.recommendation.Decay;
import dev.rapport.enrichment.customer.recommendation.Learner;
import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.enrichment.customer.recommendation.Ranking;
import dev.rapport.enrichment.customer.recommendation.Related;
import dev.rapport.enrichment.customer.recommendation.SessionWindow;
import dev.rapport.enrichment.customer.recommendation.Weighted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pipeline learns from sessions, interval by interval, and recommends by it. */
final class Model {
    static final Duration HALF_LIFE = Duration.ofDays(30);

    private static final SessionWindow.Bounds ALL =
            new SessionWindow.Bounds(100_000, 20_000, Duration.ofDays(400).toMillis());

    private final Learner learner = new Learner(new SessionWindow(ALL), CoVisits.with(Decay.halvedIn(HALF_LIFE)));
    private final Ranking ranking = new Ranking(Decay.halvedIn(HALF_LIFE));
    private final Map<String, Related> related = new HashMap<>();
    private List<String> popular = List.of();
    private long learntAt;

    /** Learns from sessions in the order in which they ended. */
    static Model of(List<ProductSession> sessions, Duration interval) {
        var model = new Model();
        var ended = new ArrayList<ProductSession>();
        for (var session : sessions) {
            var at = endOf(session, interval.toMillis());
            if (!ended.isEmpty() && at > model.learntAt) {
                model.learn(ended);
                ended.clear();
            }
            model.learntAt = at;
            ended.add(session);
        }
        model.learn(ended);
        return model;
    }

    private static long endOf(ProductSession session, long interval) {
        return (session.endedAt() + interval - 1) / interval * interval;
    }

    private void learn(List<ProductSession> ended) {
        var learnt = learner.learn(ended, learntAt);
        learnt.related().forEach((product, products) -> related.put(product, new Related(learntAt, products)));
        popular = learnt.popular().stream().map(Weighted::productId).toList();
    }

    /** What goes with each product, with the time at which that was learnt. */
    Map<String, Related> related() {
        return related;
    }

    /** What is popular, the best first. */
    List<String> popular() {
        return popular;
    }

    /** What is recommended in a session: by what goes with it, then what is popular. */
    List<String> recommend(List<String> session) {
        var products =
                new ArrayList<>(ranking.of(session, product -> Optional.ofNullable(related.get(product)), learntAt));
        popularTo(session).stream()
                .filter(product -> !products.contains(product))
                .forEach(products::add);
        return products;
    }

    /** What is popular and not in the session yet. */
    List<String> popularTo(List<String> session) {
        return popular.stream().filter(product -> !session.contains(product)).toList();
    }

    long learntAt() {
        return learntAt;
    }
}
