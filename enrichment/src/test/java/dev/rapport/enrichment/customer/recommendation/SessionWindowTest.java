package dev.rapport.enrichment.customer.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionWindowTest {
    @Test
    void putsOutTheOldestWhereThereAreTooManySessions() {
        // Given
        var window = new SessionWindow(new SessionWindow.Bounds(2, 100, 1_000));
        window.add(session("b", 20, "mug"));
        window.add(session("a", 10, "pot"));
        // When
        var gone = window.add(session("c", 30, "cup"));
        // Then
        assertThat(gone).extracting(ProductSession::sessionId).containsExactly("a");
        assertThat(window.products()).containsExactlyInAnyOrder("mug", "cup");
    }

    @Test
    void putsOutTheOldestWhereThereAreTooManyProducts() {
        // Given
        var window = new SessionWindow(new SessionWindow.Bounds(100, 3, 1_000));
        window.add(session("a", 10, "pot", "mug"));
        // When
        var gone = window.add(session("b", 20, "mug", "cup", "jar"));
        // Then
        assertThat(gone).extracting(ProductSession::sessionId).containsExactly("a");
        assertThat(window.products()).containsExactlyInAnyOrder("mug", "cup", "jar");
    }

    @Test
    void putsOutWhatIsTooOld() {
        // Given
        var window = new SessionWindow(new SessionWindow.Bounds(100, 100, 1_000));
        window.add(session("a", 10, "pot"));
        window.add(session("b", 11, "mug"));
        // When
        var gone = window.expire(1_011);
        // Then
        assertThat(gone).extracting(ProductSession::sessionId).containsExactly("a");
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void countsASessionThatEndsAgainOnce() {
        // Given
        var window = new SessionWindow(new SessionWindow.Bounds(100, 100, 1_000));
        window.add(session("a", 10, "pot"));
        // When
        var gone = window.add(session("a", 40, "pot", "mug"));
        // Then
        assertThat(gone).extracting(ProductSession::endedAt).containsExactly(10L);
        assertThat(window.size()).isEqualTo(1);
        assertThat(window.with("pot")).extracting(ProductSession::endedAt).containsExactly(40L);
    }

    @Test
    void learnsFromTheFirstTwentyProductsOfASessionEachOnce() {
        // When
        var session = new ProductSession(
                "a",
                10,
                IntStream.range(0, 100).mapToObj(number -> "p" + number / 2).toList());
        // Then
        assertThat(session.productIds()).hasSize(ProductSession.MAX_PRODUCTS).startsWith("p0", "p1");
    }

    private static ProductSession session(String id, long endedAt, String... products) {
        return new ProductSession(id, endedAt, List.of(products));
    }
}
