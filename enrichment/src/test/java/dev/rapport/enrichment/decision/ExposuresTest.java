package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposuresTest {
    private static final long NOON = 1_774_008_000_000L;
    private static final FrequencyCap ONE_A_WEEK = new FrequencyCap(1, Duration.ofDays(7));

    @Test
    void keepsCapOfOneCampaignWhateverOthersDo() {
        // Given
        var history = Exposures.add(new DecisionHistory(List.of()), new Exposure("quiet", NOON));
        // When
        for (var n = 1; n <= 500; n++) {
            history = Exposures.add(history, new Exposure("busy", NOON + 1_000L * n));
        }
        // Then
        assertThat(Exposures.reached(ONE_A_WEEK, "quiet", NOON + 600_000, history))
                .isTrue();
        assertThat(history.getExposures()).hasSize(1 + 100);
        assertThat(history.getExposures())
                .last()
                .extracting(Exposure::getExposedAt)
                .isEqualTo(NOON + 500_000);
    }
}
