package dev.rapport.enrichment.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposuresTest {
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final FrequencyCap ONE_A_WEEK = new FrequencyCap(1, Duration.ofDays(7));

    @Test
    void keepsCapOfOneCampaignWhateverOthersDo() {
        // Given
        var history = Exposures.add(new DecisionHistory(List.of()), new Exposure("quiet", NOON));
        // When
        for (var n = 1; n <= 500; n++) {
            history = Exposures.add(history, new Exposure("busy", NOON.plusSeconds(n)));
        }
        // Then
        assertThat(Exposures.reached(ONE_A_WEEK, "quiet", NOON.plusSeconds(600), history))
                .isTrue();
        assertThat(history.getExposures()).hasSize(1 + 100);
        assertThat(history.getExposures())
                .last()
                .extracting(Exposure::getExposedAt)
                .isEqualTo(NOON.plusSeconds(500));
    }
}
