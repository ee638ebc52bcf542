package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.consented;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objections to channels and suppressed addresses. */
class CampaignConsentTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void writesThroughAnotherChannelThanTheOneObjectedTo() {
        for (var channel : List.of("email", "sms", "carrier pigeon")) {
            try (var each = new EnrichmentHarness()) {
                // Given
                publish(each, NO_HOLDOUT.replace("channel: email", "channel: " + channel));
                each.capture(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"));
                each.capture(track("SMS Unsubscribed", "{}"));
                // When
                each.capture(viewed("lamp-1"));
                // Then: a channel that nobody knows may be the one
                assertThat(each.drain(PROMPTS)).as(channel).hasSize(channel.equals("email") ? 1 : 0);
            }
        }
    }

    @Test
    void keepsTheObjectionToAChannelAgainstAConsentToThePurpose() {
        // Given
        publish(harness, NO_HOLDOUT);
        harness.capture(track("Email Unsubscribed", "{}").setUserId(USER));
        consented(harness);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.NO_CONSENT);
    }

    @Test
    void writesAgainOnceTheChannelIsGrantedAgain() {
        // Given
        publish(harness, NO_HOLDOUT);
        harness.capture(track("Email Unsubscribed", "{}").setUserId(USER));
        harness.capture(after(identify("{\"consents\":{\"marketing\":true,\"email\":true}}"), Duration.ofMinutes(1)));
        // When
        harness.capture(after(viewed("lamp-1"), Duration.ofMinutes(2)));
        // Then
        assertThat(harness.drain(PROMPTS)).hasSize(1);
    }

    @Test
    void writesToNobodyWithAnAddressThatUnsubscribed() {
        // Given
        publish(harness, NO_HOLDOUT);
        harness.capture(identify("{\"email\":\"Petra@Mail.Example\",\"consents\":{\"marketing\":true}}"));
        harness.capture(identify("{\"email\":\" petra@mail.example \"}")
                .setUserId("user-2")
                .setAnonymousId("b-2"));
        // When
        harness.capture(track("Unsubscribed", "{\"channel\":\"email\"}").setAnonymousId("b-2"));
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.NO_CONSENT);
    }

    @Test
    void writesAgainToAnAddressThatAgreedLaterUnlessItBounced() {
        for (var event : List.of("Email Marked as Spam", "Email Bounced")) {
            try (var each = new EnrichmentHarness()) {
                // Given
                publish(each, NO_HOLDOUT);
                each.capture(track(event, "{\"email\":\"ADA@shop.example\"}").setAnonymousId("somebody-else"));
                each.capture(after(
                        identify("{\"email\":\"ada@shop.example\",\"consents\":{\"marketing\":true,\"email\":true}}"),
                        Duration.ofMinutes(1)));
                // When
                each.capture(after(viewed("lamp-1"), Duration.ofMinutes(2)));
                // Then
                assertThat(each.drain(PROMPTS)).as(event).hasSize(event.endsWith("Bounced") ? 0 : 1);
            }
        }
    }
}
