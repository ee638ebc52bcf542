package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.at;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.ALMOST_ALL_HELD;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.consented;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What speaks against a message, and what does not. */
class CampaignGatesTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void countsEventsOfLongAgoButDoesNotWrite() {
        // Given
        publish(harness, NO_HOLDOUT);
        consented(harness);
        // When
        harness.capture(
                at(viewed("lamp-1"), Instant.parse("2010-12-01T08:26:00Z")).setReceivedAt(NOW));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason)
                .containsExactly(DecisionReason.TRIGGER_TOO_OLD);
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
    }

    @Test
    void writesToNobodyWithoutConsent() {
        // Given
        publish(harness, NO_HOLDOUT);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.NO_CONSENT);
            assertThat(decision.getArm()).isNull();
        });
    }

    @Test
    void givesHoldoutCustomerNothing() {
        // Given
        publish(harness, ALMOST_ALL_HELD);
        consented(harness);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.HOLDOUT);
            assertThat(decision.getArm()).isEqualTo("holdout");
            assertThat(decision.getPropensity()).isEqualTo(0.9999);
            assertThat(decision.getPromptId()).isNull();
        });
    }

    @Test
    void capsBothWrittenAndHeldOutInEventTime() {
        for (var yaml : new String[] {NO_HOLDOUT, ALMOST_ALL_HELD}) {
            try (var each = new EnrichmentHarness()) {
                // Given
                publish(each, yaml);
                each.capture(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"));
                // When
                each.capture(viewed("lamp-1"));
                each.capture(after(viewed("lamp-2"), Duration.ofHours(23)));
                each.capture(after(viewed("lamp-3"), Duration.ofHours(24)));
                // Then
                var exposed = yaml.equals(NO_HOLDOUT) ? DecisionReason.SENT : DecisionReason.HOLDOUT;
                assertThat(each.drain(DECISIONS))
                        .extracting(Decision::getReason)
                        .containsExactly(exposed, DecisionReason.FREQUENCY_CAP, exposed);
            }
        }
    }

    @Test
    void decidesNoProductWhenNothingIsLeftToRecommend() {
        // Given
        publish(harness, NO_HOLDOUT);
        consented(harness);
        // When
        harness.capture(track("Order Completed", "{\"products\":[{\"product_id\":\"lamp-1\",\"name\":\"Lamp\"}]}"));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.NO_PRODUCT);
    }

    @Test
    void decidesFailedForBothSidesAlike() {
        for (var yaml : new String[] {NO_HOLDOUT, ALMOST_ALL_HELD}) {
            try (var each = new EnrichmentHarness()) {
                // Given: fails only for customers of one name
                publish(
                        each,
                        yaml.replace(
                                "  task: recommend\n",
                                "  task: recommend{% if name == \"Noel\" %}{{ 1 | divided_by: 0 }}{% endif %}\n"));
                each.capture(identify("{\"firstName\":\"Noel\",\"consents\":{\"marketing\":true}}"));
                // When
                each.capture(viewed("lamp-1"));
                // Then
                assertThat(each.drain(PROMPTS)).isEmpty();
                assertThat(each.drain(DECISIONS))
                        .extracting(Decision::getReason)
                        .containsExactly(DecisionReason.FAILED);
            }
        }
    }

    @Test
    void decidesFailedWhenATemplateGrowsWithAMessage() {
        // Given: the sample that templates are checked with is short
        publish(
                harness,
                NO_HOLDOUT.replace(
                        "  task: recommend\n",
                        "  task: recommend{% assign s = name %}{% for i in (1..60) %}{% if name != \"Ana\" %}"
                                + "{% assign s = s | append: s %}{% endif %}{% endfor %}\n"));
        consented(harness);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.FAILED);
            assertThat(decision.getDetail()).contains("a value exceeds 32768 characters");
        });
    }
}
