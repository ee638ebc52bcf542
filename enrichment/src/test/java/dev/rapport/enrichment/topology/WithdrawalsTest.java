package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.anEvent;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.Withdrawal;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A no counts whatever else is wrong with its event. */
class WithdrawalsTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void tellsOfConsentsThatChange() {
        // Given
        var given = identify("{\"consents\":{\"marketing\":true,\"analytics\":false}}");
        // When
        harness.capture(given);
        harness.capture(after(viewed("lamp-1").setUserId(USER), Duration.ofMinutes(1)));
        harness.capture(after(track("Unsubscribed", "{}").setUserId(USER), Duration.ofMinutes(2)));
        // Then
        assertThat(harness.records(CONSENTS))
                .extracting(TestRecord::key, record -> record.value().getGranted(), record -> record.value()
                        .getChangedAt())
                .containsExactly(
                        tuple(CUSTOMER + ":analytics:", false, NOW),
                        tuple(CUSTOMER + ":marketing:", true, NOW),
                        tuple(CUSTOMER + ":marketing:", false, NOW.plus(Duration.ofMinutes(2))));
    }

    @Test
    void withdrawsMarketingOnUnsubscribed() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}"));
        // When
        harness.capture(after(track("Unsubscribed", "{}"), Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(PROFILES))
                .extracting(CustomerProfile::getConsents)
                .extracting(consents -> consents.get("marketing"))
                .containsExactly(true, false);
    }

    @Test
    void hearsTheWithdrawalOfAnEventThatBreaksARule() {
        // Given
        harness.capture(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"));
        harness.drain(EVENTS_ENRICHED);
        // When
        harness.capture(after(
                track("Unsubscribed", "{\"currency\":\"EURO\"}").setUserId(USER).setMessageId("m-1"),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_REJECTED))
                .singleElement()
                .extracting(RejectedEvent::getMessageId)
                .isEqualTo("m-1");
        assertThat(harness.drain(EVENTS_ENRICHED)).isEmpty();
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> {
            assertThat(profile.getConsents()).containsEntry("marketing", false);
            assertThat(profile.getFirstName()).isEqualTo("Ada");
            assertThat(profile.getEventCount()).isEqualTo(1);
        });
        assertThat(harness.drain(CONSENTS)).last().satisfies(change -> assertThat(change.getGranted())
                .isFalse());
        assertThat(harness.count("rapport.enrichment.events", "outcome", "withdrawn"))
                .isEqualTo(1);
    }

    @Test
    void takesTheMendedEventAfterItsWithdrawalCounted() {
        // Given
        var broken =
                track("Unsubscribed", "{\"revenue\":\"much\"}").setUserId(USER).build();
        harness.capture(broken);
        // When
        harness.capture(CapturedEvent.newBuilder(broken).setPayload(bytes("{}")));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
    }

    @Test
    void hearsTheWithdrawalUnderAMessageIdThatWasSeen() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}").setMessageId("m-1"));
        // When
        harness.capture(after(track("Unsubscribed", "{}").setUserId(USER).setMessageId("m-1"), Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> assertThat(profile.getConsents())
                .containsEntry("marketing", false));
    }

    @Test
    void hearsTheWithdrawalThatADuplicateCarries() {
        // Given
        var event = identify("{\"consents\":{\"marketing\":true}}").build();
        harness.capture(event);
        // When
        harness.capture(after(
                CapturedEvent.newBuilder(event)
                        .setPayload(bytes("{\"traits\":{\"consents\":{\"marketing\":true}},"
                                + "\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false}}}}")),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> assertThat(profile.getConsents())
                .containsEntry("marketing", false));
    }

    /** The same message from another browser of the customer: another event to the sender's partition, not to the customer. */
    @Test
    void hearsTheWithdrawalThatARepetitionUnderAnotherIdCarries() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}"));
        harness.capture(after(track("Opened", "{}").setMessageId("m-1"), Duration.ofMinutes(1)));
        // When
        harness.capture(after(
                track("Opened", "{}")
                        .setMessageId("m-1")
                        .setUserId(USER)
                        .setAnonymousId("browser-2")
                        .setPayload(bytes("{\"properties\":{},"
                                + "\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false}}}}")),
                Duration.ofMinutes(2)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "repeated"))
                .isEqualTo(1);
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> assertThat(profile.getConsents())
                .containsEntry("marketing", false));
    }

    /** Another body under a message id that is taken, which breaks a rule as well. */
    @Test
    void hearsTheWithdrawalOfAConflictingBodyThatIsRejected() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}").setMessageId("m-1"));
        // When
        harness.capture(after(
                identify("{\"consents\":{\"marketing\":false,\"sms\":\"perhaps\"}}")
                        .setMessageId("m-1"),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_REJECTED)).hasSize(1);
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> assertThat(profile.getConsents())
                .containsEntry("marketing", false));
    }

    /** What capture left of an event that broke the tracking plan or another rule, under a message id that was seen. */
    @Test
    void hearsAWithdrawalThatCaptureKeptOfARejectedEvent() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}").setMessageId("m-1"));
        harness.drain(EVENTS_ENRICHED);
        // When
        harness.capture(after(
                anEvent(EventType.UNKNOWN)
                        .setMessageId("m-1")
                        .setUserId(USER)
                        .setWithdrawal(Withdrawal.newBuilder()
                                .setStated(List.of("marketing"))
                                .build()),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).isEmpty();
        assertThat(harness.drain(EVENTS_REJECTED)).isEmpty();
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> assertThat(profile.getConsents())
                .containsEntry("marketing", false));
    }
}
