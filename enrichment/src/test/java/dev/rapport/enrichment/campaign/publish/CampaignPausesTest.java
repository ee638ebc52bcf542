package dev.rapport.enrichment.campaign.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CampaignDefinition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which versions of a campaign are published again when it is paused. */
class CampaignPausesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void pausesTheVersionInForceAndThoseThatArePlanned() {
        // Given
        var replaced = version(1, NOW.minusSeconds(200), false);
        var inForce = version(2, NOW.minusSeconds(100), false);
        var planned = version(3, NOW.plusSeconds(100), false);
        // When
        var changing = CampaignPauses.changing(List.of(replaced, inForce, planned), true, NOW);
        // Then
        assertThat(changing).containsExactly(inForce, planned);
    }

    @Test
    void changesNothingOfOneThatIsPaused() {
        // Given
        var paused = version(1, NOW.minusSeconds(10), true);
        // When
        var changing = CampaignPauses.changing(List.of(version(1, NOW.minusSeconds(20), false), paused), true, NOW);
        // Then
        assertThat(changing).isEmpty();
    }

    @Test
    void resumesWhatIsPaused() {
        // Given
        var paused = version(1, NOW, true);
        // When
        var changing = CampaignPauses.changing(List.of(version(1, NOW, false), paused), false, NOW);
        // Then
        assertThat(changing).containsExactly(paused);
    }

    private static CampaignDefinition version(int number, Instant effectiveAt, boolean paused) {
        return CampaignDefinition.newBuilder()
                .setCampaignId("welcome")
                .setVersion(number)
                .setEffectiveAt(effectiveAt)
                .setYaml("id: welcome")
                .setSha256("-")
                .setPublishedAt(NOW)
                .setPaused(paused)
                .build();
    }
}
