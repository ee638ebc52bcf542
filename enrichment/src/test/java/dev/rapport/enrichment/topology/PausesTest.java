package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.added;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A paused campaign writes nothing, and its decisions say so. */
class PausesTest {
    private static final String ID = "cart-abandoned";
    private static final String CART = Shop.CART;

    private final EnrichmentHarness harness = new EnrichmentHarness();

    @BeforeEach
    void agree() {
        harness.capture(after(identify("{\"consents\":{\"marketing\":true}}"), Duration.ofMinutes(-10)));
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void listsWhatItWouldHaveDecided() {
        // Given
        publish(false, NOW.minusSeconds(60));
        harness.capture(added("lamp-1"));
        publish(true, NOW.plusSeconds(60));
        // When
        harness.tick(NOW.plus(Duration.ofHours(5)));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.PAUSED);
            assertThat(decision.getPromptId()).isNull();
        });
    }

    @Test
    void goesOnWhenItIsResumed() {
        // Given
        publish(true, NOW.minusSeconds(60));
        harness.capture(added("lamp-1"));
        publish(false, NOW.plusSeconds(60));
        // When
        harness.tick(NOW.plus(Duration.ofHours(5)));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.SENT);
    }

    @Test
    void decidesByWhatWasSwitchedWhenTheTriggerWasReceived() {
        // Given
        var yaml = CART.replace("absence: {of: [Order Completed], after: [Product Added], for: 2h}", "events: [Left]");
        publish(yaml, false, NOW.minusSeconds(60));
        publish(yaml, true, NOW);
        // When
        harness.capture(after(track("Left", "{}"), Duration.ofSeconds(-1)));
        harness.capture(track("Left", "{}"));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason)
                .containsExactly(DecisionReason.SENT, DecisionReason.PAUSED);
    }

    private void publish(boolean paused, Instant effectiveAt) {
        publish(CART, paused, effectiveAt);
    }

    private void publish(String yaml, boolean paused, Instant effectiveAt) {
        harness.pipe(
                CAMPAIGNS_ACCEPTED,
                ID,
                CampaignDefinition.newBuilder(Shop.definition(ID, yaml))
                        .setEffectiveAt(effectiveAt)
                        .setPaused(paused)
                        .build());
    }
}
