package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.enrichment.topology.Shop.stock;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.ConsentProof;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Prompt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happened before the pipeline was there: it is known from then on, and triggers nothing. */
class HistoryTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void decidesNothingAboutHistory() {
        // Given
        publish(harness, NO_HOLDOUT);
        stock(harness, "lamp-2", "Borealis Lamp", 4_100);
        harness.capture(history(identify("{\"consents\":{\"marketing\":true}}"), NOW));
        // When
        for (var hour = 1; hour <= 2_000; hour++) {
            harness.capture(history(viewed("lamp-1").setUserId(USER), NOW.minus(Duration.ofHours(hour % 3))));
        }
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2_001);
        assertThat(harness.drain(DECISIONS)).isEmpty();
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.count("rapport.enrichment.events", "outcome", "history"))
                .isEqualTo(2_001);
    }

    @Test
    void decidesByHistoryWhenTheCustomerActs() {
        // Given
        publish(harness, NO_HOLDOUT);
        stock(harness, "lamp-2", "Borealis Lamp", 4_100);
        stock(harness, "lamp-3", "Cassia Lamp", 4_200);
        harness.capture(history(
                identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"),
                NOW.minus(Duration.ofDays(400))));
        harness.capture(history(
                track(
                                "Order Completed",
                                "{\"order_id\":\"o-1\",\"total\":41,\"products\":[{\"product_id\":\"lamp-2\"}]}")
                        .setUserId(USER),
                NOW.minus(Duration.ofDays(300))));
        // When
        harness.capture(viewed("lamp-1").setUserId(USER));
        // Then
        assertThat(harness.drain(DECISIONS))
                .singleElement()
                .matches(decision -> decision.getReason() == DecisionReason.SENT);
        assertThat(harness.drain(PROMPTS))
                .singleElement()
                .extracting(Prompt::getText)
                .asString()
                .contains("Ada", "Cassia Lamp")
                .doesNotContain("Borealis Lamp");
    }

    @Test
    void keepsTheProofOfAConsent() {
        // When
        harness.capture(history(
                identify("{}")
                        .setPayload(
                                bytes(
                                        "{\"type\":\"identify\",\"traits\":{\"consents\":{\"marketing\":true}},"
                                                + "\"context\":{\"consent\":{\"proof\":{\"source\":\"Berlin shop\",\"wording\":\"Yes, write to me\"}}}}")),
                Instant.parse("2019-04-02T10:00:00Z")));
        // Then
        assertThat(harness.drain(CONSENTS)).singleElement().satisfies(change -> {
            assertThat(change.getCustomerId()).isEqualTo(CUSTOMER);
            assertThat(change.getProof()).isEqualTo(new ConsentProof("Berlin shop", "Yes, write to me"));
            assertThat(change.getChangedAt()).isEqualTo(Instant.parse("2019-04-02T10:00:00Z"));
        });
    }

    @Test
    void doesNotOverruleALaterNoWithAnOlderYes() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":false}}"));
        // When
        harness.capture(history(identify("{\"consents\":{\"marketing\":true}}"), NOW.minus(Duration.ofDays(700))));
        // Then
        assertThat(harness.drain(CONSENTS))
                .extracting(ConsentChange::getGranted)
                .containsExactly(false);
        assertThat(harness.drain(PROFILES)).isNotEmpty();
    }

    private static CapturedEvent.Builder history(CapturedEvent.Builder event, Instant occurredAt) {
        return event.setOccurredAt(occurredAt).setReceivedAt(NOW).setHistory(true);
    }
}
