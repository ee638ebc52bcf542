package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.CAMPAIGN;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.consented;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.enrichment.topology.Shop.stock;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which definitions run. */
class CampaignsInForceTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void ignoresInvalidDefinitionOfAnotherReleaseAndCountsIt() {
        // Given
        publish(harness, "id: broken");
        consented(harness);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
        assertThat(harness.count("rapport.campaigns.invalid")).isEqualTo(1);
    }

    @Test
    void keepsCampaignAndCatalogThroughUnreadableRecords() {
        // Given
        publish(harness, NO_HOLDOUT);
        stock(harness, "lamp-2", "Borealis Lamp", 4_100);
        consented(harness);
        harness.pipeBytes(CAMPAIGNS_ACCEPTED, CAMPAIGN, "hello not json".getBytes(StandardCharsets.UTF_8));
        harness.pipeBytes(CATALOG_ACCEPTED, "lamp-2", new byte[] {0, 0, 0, 0, 99, 1});
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(PROMPTS))
                .singleElement()
                .extracting(prompt -> String.valueOf(prompt.getProduct()))
                .asString()
                .contains("Borealis Lamp");
        assertThat(harness.deadLetterCount(CATALOG_ACCEPTED)).isEqualTo(1);
    }

    @Test
    void stopsCampaignAtTombstone() {
        // Given
        publish(harness, NO_HOLDOUT);
        consented(harness);
        harness.pipe(CAMPAIGNS_ACCEPTED, CAMPAIGN, null);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }
}
