package dev.rapport.scoring.view;

import static dev.rapport.schemas.topic.Topics.METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricGaugesTest {
    private final TestingView view = new TestingView(event -> {});

    @AfterEach
    void close() {
        view.close();
    }

    @Test
    void showsNothingOfACountThatVanished() {
        // Given
        pipe("spring", Map.of("sent", 2L, "customers", 1L), Map.of("EUR", 100L));
        // When
        pipe("spring", Map.of("sent", 3L), Map.of());
        // Then
        assertThat(gauge("spring", "sent")).isEqualTo(3);
        assertThat(gauge("spring", "customers")).isZero();
        assertThat(view.meters().get("rapport.scoring.revenue").gauge().value()).isZero();
    }

    @Test
    void showsNothingOfARowThatVanished() {
        // Given
        pipe("spring", Map.of("sent", 2L), Map.of());
        pipe("autumn", Map.of("sent", 5L), Map.of());
        // When
        view.pipe(METRICS, key("spring"), null);
        // Then
        assertThat(gauge("spring", "sent")).isZero();
        assertThat(gauge("autumn", "sent")).isEqualTo(5);
        assertThat(view.view().metrics().overAll())
                .extracting(Metric::getCampaignId)
                .containsExactly("autumn");
    }

    @Test
    void leavesOutARecordThatCannotBeReadAndGoesOn() {
        // Given
        pipe("spring", Map.of("sent", 2L), Map.of());
        // When
        view.harness().pipeBytes(METRICS, key("spring"), new byte[] {1, 2});
        pipe("autumn", Map.of("sent", 5L), Map.of());
        // Then
        assertThat(gauge("spring", "sent")).isEqualTo(2);
        assertThat(gauge("autumn", "sent")).isEqualTo(5);
        assertThat(view.harness()
                        .meters()
                        .get("rapport.dead.letters")
                        .tag("topic", METRICS.name())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private void pipe(String campaign, Map<String, Long> counts, Map<String, Long> revenueMinor) {
        view.pipe(
                METRICS,
                key(campaign),
                new Metric(campaign, "", "", MetricWindow.ALL, Instant.EPOCH, counts, revenueMinor));
    }

    private static String key(String campaign) {
        return campaign + "|||ALL|0";
    }

    private double gauge(String campaign, String count) {
        return view.meters()
                .get("rapport.scoring.metric")
                .tag("campaign", campaign)
                .tag("count", count)
                .gauge()
                .value();
    }
}
