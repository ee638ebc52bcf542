package dev.rapport.quickstart.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Recommendations against what is popular: learnt from the first four fifths of the sessions in time, tried on the rest. The
 * figures go to {@code target/recommendations-*.md}, from where {@code docs/recommendations.md} has them.
 */
class RecommendationsQualityTest {
    @Test
    void beatsWhatIsPopularOnRealBaskets() throws IOException {
        compare("Online Retail", Datasets.retail());
    }

    @Test
    void beatsWhatIsPopularInTheInventedShop() throws IOException {
        compare("simulator", Datasets.simulator());
    }

    private static void compare(String shop, List<ProductSession> sessions) throws IOException {
        // Given
        var split = sessions.size() * 4 / 5;
        var model = Model.of(sessions.subList(0, split), Duration.ofHours(1));
        var tried = sessions.subList(split, sessions.size());
        // When
        var recommended = Quality.of(tried, model::recommend);
        var popular = Quality.of(tried, model::popularTo);
        // Then
        Files.write(
                Path.of("target", "recommendations-" + shop.replace(' ', '-') + ".md"),
                List.of(popular.row(shop, "popular"), recommended.row(shop, "recommended")));
        assertThat(recommended.hitRate()).isGreaterThan(1.5 * popular.hitRate());
        assertThat(recommended.mrr()).isGreaterThan(1.5 * popular.mrr());
    }
}
