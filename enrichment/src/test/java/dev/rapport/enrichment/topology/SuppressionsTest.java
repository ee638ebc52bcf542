package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static dev.rapport.schemas.topic.Topics.SUPPRESSIONS;
import static dev.rapport.schemas.topic.Topics.SUPPRESSIONS_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of an address is merged at one node, and decisions see what came of it. */
class SuppressionsTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void keepsTheStrongerOfTwoWordsThatSeveralCustomersGiveOfAnAddress() {
        // Given
        harness.capture(track("Email Marked as Spam", "{\"email\":\"petra@mail.example\"}")
                .setAnonymousId("b-1"));
        // When
        harness.capture(after(
                track("Unsubscribed", "{\"channel\":\"email\",\"email\":\"Petra@Mail.example\"}")
                        .setAnonymousId("b-2"),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(SUPPRESSIONS_ACCEPTED))
                .extracting(Suppression::getReason, Suppression::getSuppressedAt, Suppression::getVersion)
                .containsExactly(
                        tuple(SuppressionReason.COMPLAINED, NOW, 1),
                        tuple(SuppressionReason.COMPLAINED, NOW.plus(Duration.ofMinutes(1)), 2));
    }

    @Test
    void decidesByWhatAnOperatorPublishedAndNamesIt() {
        // Given
        publish(harness, NO_HOLDOUT);
        var address = suppressedAddress("Email Bounced");
        harness.pipe(SUPPRESSIONS, address, null);
        harness.pipe(
                SUPPRESSIONS, address, new Suppression(SuppressionReason.COMPLAINED, NOW, "support", 0, Instant.EPOCH));
        harness.capture(identify("{\"email\":\"ada@shop.example\",\"consents\":{\"marketing\":true}}"));
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.NO_CONSENT);
            assertThat(decision.getInputs()).last().satisfies(input -> {
                assertThat(input.getKind()).isEqualTo(InputKind.SUPPRESSION);
                assertThat(input.getId()).isEqualTo(address);
                assertThat(input.getVersion()).isEqualTo(3);
            });
        });
    }

    @Test
    void writesAgainOnceAnOperatorReleasedTheAddress() {
        // Given
        publish(harness, NO_HOLDOUT);
        var address = suppressedAddress("Email Bounced");
        harness.capture(identify("{\"email\":\"ada@shop.example\",\"consents\":{\"marketing\":true}}"));
        // When
        harness.pipe(SUPPRESSIONS, address, null);
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(PROMPTS)).hasSize(1);
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.SENT);
    }

    @Test
    void leavesAnAddressAloneThatWasNeverSuppressed() {
        // When
        harness.capture(identify("{\"email\":\"ada@shop.example\",\"consents\":{\"email\":true}}"));
        // Then
        assertThat(harness.records(SUPPRESSIONS_ACCEPTED)).isEmpty();
        assertThat(harness.deadLetters()).isEmpty();
    }

    /** Key of an address that is suppressed by an event of somebody else. */
    private String suppressedAddress(String event) {
        harness.capture(track(event, "{\"email\":\"ada@shop.example\"}").setAnonymousId("somebody-else"));
        return harness.records(SUPPRESSIONS_ACCEPTED).stream()
                .map(TestRecord::key)
                .findFirst()
                .orElseThrow();
    }
}
