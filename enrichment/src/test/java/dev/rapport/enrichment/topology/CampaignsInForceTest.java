package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.after;
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
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

    @Test
    void decidesByTheVersionThatWasInForceAtReceiptWheneverThatIs() {
        // Given: the second version comes into force an hour from now, and is known already
        publish(harness, NO_HOLDOUT, 1, Instant.EPOCH);
        publish(harness, NO_HOLDOUT.replace("version: 1", "version: 2"), 2, NOW.plus(Duration.ofHours(1)));
        consented(harness);
        // When
        harness.capture(after(viewed("lamp-1"), Duration.ofHours(25)));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(59)));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(
                        Decision::getCampaignVersion,
                        decision -> decision.getInputs().get(0).getVersion())
                .containsExactly(tuple(2, 2), tuple(1, 1));
    }

    @Test
    void recordsTheLastReplyThatTheCustomerHad() {
        // Given
        publish(harness, NO_HOLDOUT);
        consented(harness);
        harness.pipe(REPLIES, CUSTOMER, reply("prompt-1"));
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getLastReplyPromptId)
                .containsExactly("prompt-1");
    }

    @Test
    void countsAReplyToACustomerOfWhomNothingIsKnown() {
        // When
        harness.pipe(REPLIES, "unheard-of", reply("prompt-1"));
        // Then
        assertThat(harness.count("rapport.enrichment.replies.unknown")).isEqualTo(1);
    }

    private static Reply reply(String promptId) {
        return Reply.newBuilder()
                .setPromptId(promptId)
                .setCustomerId(CUSTOMER)
                .setCampaignId("another")
                .setCampaignVersion(1)
                .setArm("friendly")
                .setChannel("email")
                .setLanguage("en")
                .setOutcome(ReplyOutcome.GENERATED)
                .setTriggeredAt(NOW)
                .setTriggerReceivedAt(NOW)
                .setGeneratedAt(NOW)
                .build();
    }
}
