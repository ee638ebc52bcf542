package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.customer.profile.Zones.Origin;
import dev.rapport.enrichment.customer.profile.Zones.Zone;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposuresTest {
    private static final long NOON = 1_774_008_000_000L;
    private static final FrequencyCap ONE_A_WEEK = FrequencyCap.ofCampaign(1, Duration.ofDays(7));

    @Test
    void keepsCapOfOneCampaignWhateverOthersDo() {
        // Given
        var history = Exposures.add(new DecisionHistory(List.of()), exposure("quiet", NOON));
        // When
        for (var n = 1; n <= 500; n++) {
            history = Exposures.add(history, exposure("busy", NOON + 1_000L * n));
        }
        // Then
        var later = new SendTime(
                Instant.ofEpochMilli(NOON + 600_000), null, null, new Zone(ZoneOffset.UTC, Origin.UNKNOWN));
        assertThat(Exposures.near(ONE_A_WEEK, AssignmentTest.campaign("quiet", 1), later, history))
                .isEqualTo(1);
        assertThat(history.getExposures()).hasSize(1 + 100);
        assertThat(history.getExposures())
                .last()
                .extracting(Exposure::getExposedAt)
                .isEqualTo(NOON + 500_000);
    }

    private static Exposure exposure(String campaignId, long at) {
        return Exposure.newBuilder().setCampaignId(campaignId).setExposedAt(at).build();
    }
}
