package dev.rapport.quickstart.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.enrichment.customer.recommendation.Related;
import dev.rapport.enrichment.customer.recommendation.Weighted;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learnt interval by interval, from an index, is what looking at every session each time comes to: product by product, weight by weight. */
class RecommendationsOracleTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PRODUCTS = 60;
    private static final int RANKED = 20;

    @Test
    void learnsTheSameOfRealSessions() throws IOException {
        compare(Datasets.otto(), Duration.ofHours(1));
    }

    @Test
    void learnsTheSameOfRealBaskets() throws IOException {
        compare(Datasets.retail(), DAY);
    }

    @Test
    void learnsTheSameOfTheInventedShop() {
        compare(Datasets.simulator(), DAY);
    }

    private static void compare(List<ProductSession> sessions, Duration interval) {
        // Given
        var slow = new BruteForce(sessions, Model.HALF_LIFE.toMillis());
        var random = new Random(sessions.size());
        // When
        var model = Model.of(sessions, interval);
        // Then
        assertThat(model.related()).isNotEmpty();
        for (var one : sample(model.related(), random)) {
            assertThat(one.getValue().products())
                    .as("what goes with %s", one.getKey())
                    .isEqualTo(
                            weighted(slow.relatedTo(one.getKey(), one.getValue().learntAt())));
        }
        assertThat(model.popular())
                .isEqualTo(slow.popular(model.learntAt()).stream()
                        .map(BruteForce.Scored::product)
                        .toList());
        // All of it learnt in one interval, so that a ranking has one time.
        var atOnce = Model.of(sessions, Duration.ofDays(10_000));
        for (var session : sessions.subList(sessions.size() - Math.min(RANKED, sessions.size()), sessions.size())) {
            var products = session.productIds();
            var expected = new ArrayList<>(slow.ranked(products, atOnce.learntAt(), atOnce.learntAt()));
            assertThat(atOnce.recommend(products).stream()
                            .limit(expected.size())
                            .toList())
                    .as("in session %s", session.sessionId())
                    .isEqualTo(expected);
        }
    }

    private static List<Map.Entry<String, Related>> sample(Map<String, Related> related, Random random) {
        var all = new ArrayList<>(related.entrySet());
        all.sort(Map.Entry.comparingByKey());
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(PRODUCTS, all.size()));
    }

    private static List<Weighted> weighted(List<BruteForce.Scored> scored) {
        return scored.stream()
                .map(one -> new Weighted(one.product(), exact(one.weight())))
                .toList();
    }

    private static long exact(BigInteger weight) {
        return weight.longValueExact();
    }
}
