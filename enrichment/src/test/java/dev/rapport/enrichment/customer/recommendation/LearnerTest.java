package dev.rapport.enrichment.customer.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final Decay DECAY = new Decay(1_000);

    private final Learner learner = learner(100);

    @Test
    void knowsWhatWasInTheSameSessions() {
        // When
        var learnt = learner.learn(
                List.of(
                        session("a", 100, "pot", "mug"),
                        session("b", 100, "pot", "mug"),
                        session("c", 100, "pot", "jar")),
                100);
        // Then
        assertThat(learnt.related()).containsOnlyKeys("pot", "mug", "jar");
        assertThat(learnt.related().get("pot")).extracting(Weighted::productId).containsExactly("mug", "jar");
        assertThat(learnt.related().get("jar")).extracting(Weighted::productId).containsExactly("pot");
        assertThat(learnt.popular()).extracting(Weighted::productId).containsExactly("pot", "mug", "jar");
    }

    @Test
    void weighsLaterSessionsMore() {
        // When
        var learnt = learner.learn(List.of(session("a", 100, "pot", "mug"), session("b", 2_100, "pot", "jar")), 2_100);
        // Then: twice as old as a half-life, so a quarter; both as rare.
        assertThat(learnt.related().get("pot"))
                .containsExactly(new Weighted("jar", 2 * 65_536L * 256), new Weighted("mug", 2 * 16_384L * 256));
    }

    @Test
    void weighsRareProductsMore() {
        // When
        var learnt = learner.learn(
                List.of(
                        session("a", 100, "pot", "bag", "jar"),
                        session("b", 100, "mug", "bag"),
                        session("c", 100, "cup", "bag"),
                        session("d", 100, "tea", "bag")),
                100);
        // Then: the bag is in all four, the jar in one.
        assertThat(learnt.related().get("pot"))
                .containsExactly(new Weighted("jar", 65_536L * 256 * 3), new Weighted("bag", 65_536L * 256));
    }

    @Test
    void ordersEqualWeightsById() {
        // When
        var learnt = learner.learn(List.of(session("a", 100, "pot", "jar", "mug", "cup")), 100);
        // Then
        assertThat(learnt.related().get("pot")).extracting(Weighted::productId).containsExactly("cup", "jar", "mug");
    }

    @Test
    void saysThatAProductIsGoneAndNothingOfWhatDidNotChange() {
        // Given
        var small = learner(2);
        small.learn(List.of(session("a", 100, "pot", "mug"), session("b", 200, "jar", "cup")), 200);
        // When
        var learnt = small.learn(List.of(session("c", 300, "pot", "tea")), 300);
        // Then
        assertThat(learnt.gone()).extracting(ProductSession::sessionId).containsExactly("a");
        assertThat(learnt.related()).containsOnlyKeys("pot", "mug", "tea");
        assertThat(learnt.related().get("mug")).isEmpty();
    }

    @Test
    void learnsTheSameInWhateverOrder() {
        // Given
        var random = new Random(7);
        var sessions = new ArrayList<ProductSession>();
        for (var number = 0; number < 300; number++) {
            sessions.add(session(
                    "s" + random.nextInt(250),
                    random.nextInt(1_000),
                    "p" + random.nextInt(30),
                    "p" + random.nextInt(30)));
        }
        var learnt = learner(100).learn(sessions, 1_000);
        // When
        Collections.shuffle(sessions, random);
        var again = learner(100).learn(sessions, 1_000);
        // Then
        assertThat(again.related()).isEqualTo(learnt.related());
        assertThat(again.popular()).isEqualTo(learnt.popular());
    }

    @Test
    void goesOnWhereItStopped() {
        // Given
        var first = session("a", 100, "pot", "mug");
        var second = session("b", 200, "pot", "jar");
        learner.learn(List.of(first), 100);
        var restored = learner(100);
        restored.restore(first);
        // Then
        assertThat(restored.learn(List.of(second), 200)).isEqualTo(learner.learn(List.of(second), 200));
    }

    @Test
    void ranksByTheLatestProductsOfTheSessionMost() {
        // Given
        var related = Map.of(
                "pot", new Related(0, List.of(new Weighted("jar", 1_000), new Weighted("mug", 900))),
                "mug", new Related(0, List.of(new Weighted("cup", 1_000), new Weighted("jar", 10))));
        var ranking = new Ranking(DECAY);
        // When
        var ranked = ranking.of(List.of("mug", "pot"), product -> Optional.ofNullable(related.get(product)), 0);
        // Then
        assertThat(ranked).containsExactly("cup", "jar");
    }

    @Test
    void weighsLessWhatWasLearntLongAgo() {
        // Given
        var related = Map.of(
                "mug", new Related(0, List.of(new Weighted("cup", 1_000))),
                "pot", new Related(2_000, List.of(new Weighted("jar", 1_000))));
        // When
        var ranked = new Ranking(DECAY)
                .of(List.of("mug", "pot"), product -> Optional.ofNullable(related.get(product)), 2_000);
        // Then
        assertThat(ranked).containsExactly("jar", "cup");
    }

    private static Learner learner(int maxSessions) {
        return new Learner(
                new SessionWindow(new SessionWindow.Bounds(maxSessions, 1_000, 1_000_000)), CoVisits.with(DECAY));
    }

    private static ProductSession session(String id, long endedAt, String... products) {
        return new ProductSession(id, endedAt, List.of(products));
    }
}
