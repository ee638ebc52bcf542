package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.BROWSER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.alias;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentTopologyTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void enrichesCapturedEvent() {
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.records(EVENTS_ENRICHED)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(BROWSER);
            assertThat(record.value().getCustomerId()).isEqualTo(BROWSER);
            assertThat(record.value().getProducts()).singleElement().satisfies(product -> assertThat(product.getPrice())
                    .isEqualTo(new Money(39_90L, "USD")));
        });
        assertThat(harness.records(PROFILES)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(BROWSER);
            assertThat(record.value().getEventCount()).isEqualTo(1);
        });
        assertThat(harness.count("rapport.enrichment.events", "outcome", "accepted"))
                .isEqualTo(1);
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
                        tuple(USER + ":analytics", false, NOW),
                        tuple(USER + ":marketing", true, NOW),
                        tuple(USER + ":marketing", false, NOW.plus(Duration.ofMinutes(2))));
    }

    @Test
    void changesNothingForMessageSeenWithinSevenDays() {
        // Given
        var event = viewed("lamp-1").build();
        harness.capture(event);
        // When
        harness.capture(
                after(CapturedEvent.newBuilder(event), Duration.ofDays(7).minusMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.drain(PROFILES)).hasSize(1);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void takesMessageThatWasRejectedOnceItIsMended() {
        // Given
        var event = track("Order Completed", "{\"revenue\":\"much\"}").build();
        harness.capture(event);
        // When
        var mended = CapturedEvent.newBuilder(event).setPayload(bytes("{\"properties\":{\"revenue\":7}}"));
        harness.capture(mended);
        harness.capture(mended);
        // Then
        assertThat(harness.drain(EVENTS_REJECTED)).hasSize(1);
        assertThat(harness.drain(EVENTS_ENRICHED))
                .singleElement()
                .extracting(EnrichedEvent::getRevenue)
                .isEqualTo(new Money(700L, "USD"));
        assertThat(harness.count("rapport.enrichment.events", "outcome", "rejected"))
                .isEqualTo(1);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "accepted"))
                .isEqualTo(1);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void countsAMessageOnceThatIsSentAgainAfterLogin() {
        // Given
        var event = track("Order Completed", "{\"total\":5,\"order_id\":\"o\"}").build();
        harness.capture(event);
        // When
        harness.capture(after(
                CapturedEvent.newBuilder(event)
                        .setUserId(USER)
                        .setPayload(bytes("{\"sentAt\":\"later\",\"properties\":{\"order_id\":\"o\",\"total\":5}}")),
                Duration.ofMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.count("rapport.enrichment.conflicts")).isZero();
    }

    @Test
    void keepsAnotherEventUnderATakenMessageIdApart() {
        // Given
        var event =
                track("Order Completed", "{\"total\":5}").setMessageId("taken").build();
        var other =
                track("Order Completed", "{\"total\":7}").setMessageId("taken").build();
        // When
        List.of(event, other, event, other).forEach(harness::capture);
        // Then
        var enriched = harness.drain(EVENTS_ENRICHED);
        assertThat(enriched).hasSize(2).extracting(EnrichedEvent::getMessageId).doesNotHaveDuplicates();
        assertThat(enriched.get(0).getMessageId()).isEqualTo("taken");
        assertThat(enriched.get(1).getMessageId()).startsWith("taken#");
        assertThat(harness.count("rapport.enrichment.events", "outcome", "duplicate"))
                .isEqualTo(2);
        assertThat(harness.count("rapport.enrichment.conflicts")).isEqualTo(1);
    }

    /** A broken tracker: one message id for everything. Same browser, same partition, same body. */
    @Test
    void keepsWhatDifferentUsersDoUnderOneMessageId() {
        // Given
        var users = List.of("dd0", "dd1", "dd2", "dd3");
        // When
        for (var attempt = 0; attempt < 2; attempt++) {
            users.forEach(user -> harness.capture(
                    track("Signed Up", "{}").setMessageId("taken").setUserId(user)));
        }
        // Then
        var enriched = harness.drain(EVENTS_ENRICHED);
        assertThat(enriched).extracting(EnrichedEvent::getMessageId).hasSize(4).doesNotHaveDuplicates();
        assertThat(harness.count("rapport.enrichment.conflicts")).isEqualTo(3);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "duplicate"))
                .isEqualTo(4);
    }

    /** User and browser of one event, of the other, and how many are kept. */
    @ParameterizedTest
    @CsvSource({
        "u, b, u, c, 1",
        "u, b, u,  , 1",
        " , b, u, b, 1",
        "u, b,  , b, 1",
        " , b, u,  , 1",
        "u, b, v, b, 2",
        " , b,  , c, 2",
        " , b, u, c, 2",
        "u,  , v,  , 2"
    })
    void tellsASecondAttemptFromAnotherCustomer(
            @Nullable String user,
            @Nullable String browser,
            @Nullable String otherUser,
            @Nullable String otherBrowser,
            int kept) {
        // Given
        var event = track("Opened", "{}").setMessageId("taken").build();
        var first = CapturedEvent.newBuilder(event).setUserId(user).setAnonymousId(browser);
        harness.pipe(EVENTS_CAPTURED, "one partition", first.build());
        // When
        var second = CapturedEvent.newBuilder(event).setUserId(otherUser).setAnonymousId(otherBrowser);
        harness.pipe(EVENTS_CAPTURED, "one partition", second.build());
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(kept);
    }

    @Test
    void keepsMessageIdsOfSourcesApart() {
        // Given
        var event = viewed("lamp-1").build();
        harness.capture(event);
        // When
        harness.capture(CapturedEvent.newBuilder(event).setSourceId("server").build());
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
        assertThat(harness.count("rapport.enrichment.conflicts")).isZero();
    }

    @Test
    void keepsAnotherTypeUnderATakenMessageIdApart() {
        // Given
        var event = track("Opened", "{}").setMessageId("taken").build();
        harness.capture(event);
        // When
        harness.capture(CapturedEvent.newBuilder(event).setType(EventType.PAGE).build());
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
        assertThat(harness.count("rapport.enrichment.conflicts")).isEqualTo(1);
    }

    @Test
    void remembersABoundedNumberOfEventsUnderOneMessageId() {
        // When
        for (var price = 0; price < 150; price++) {
            harness.capture(track("Viewed", "{\"price\":" + price + "}").setMessageId("always-the-same"));
        }
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(150);
        assertThat(harness.count("rapport.enrichment.conflicts")).isEqualTo(149);
    }

    @Test
    void countsMessageIdAgainAfterSevenDays() {
        // Given
        var event = viewed("lamp-1").build();
        harness.capture(event);
        // When
        harness.capture(
                after(CapturedEvent.newBuilder(event), Duration.ofDays(7).plusMinutes(1)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(2);
    }

    @Test
    void givesEventsOfLinkedBrowserToTheUser() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{\"firstName\":\"Ada\"}"));
        // When
        harness.capture(viewed("lamp-2"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED))
                .extracting(EnrichedEvent::getCustomerId)
                .containsExactly(BROWSER, USER, USER);
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> {
            assertThat(profile.getUserId()).isEqualTo(USER);
            assertThat(profile.getAnonymousIds()).containsExactly(BROWSER);
            assertThat(profile.getFirstName()).isEqualTo("Ada");
        });
    }

    @Test
    void linksPreviousIdOfAliasSentByServer() {
        // Given
        harness.capture(alias("browser-9", USER));
        // When
        harness.capture(viewed("lamp-1").setAnonymousId("browser-9"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED))
                .extracting(EnrichedEvent::getCustomerId)
                .containsExactly(USER, USER);
    }

    @Test
    void keepsSessionUntilThirtyMinutesWithoutEvent() {
        // When
        harness.capture(viewed("lamp-1"));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(30)));
        harness.capture(after(viewed("lamp-3"), Duration.ofMinutes(61)));
        harness.capture(after(viewed("lamp-4"), Duration.ofHours(-2)));
        harness.capture(after(viewed("lamp-5"), Duration.ofMinutes(62)));
        // Then
        var sessions = harness.drain(EVENTS_ENRICHED).stream()
                .map(EnrichedEvent::getSessionId)
                .toList();
        assertThat(sessions.get(1)).isEqualTo(sessions.get(0));
        assertThat(sessions.get(2)).isNotEqualTo(sessions.get(0));
        assertThat(sessions.get(3)).isNotIn(sessions.get(0), sessions.get(2));
        assertThat(sessions.get(4)).isEqualTo(sessions.get(2));
    }

    @Test
    void rejectsRevenueThatIsNoNumberWithItsBytes() {
        // Given
        var payload = "{\"type\":\"track\",\"properties\":{\"revenue\":\"a lot\"} }";
        // When
        harness.capture(track("Order Completed", "{}").setMessageId("m-1").setPayload(bytes(payload)));
        // Then
        assertThat(harness.records(EVENTS_REJECTED)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("m-1");
            assertThat(record.value().getReason()).isEqualTo(RejectionReason.INVALID_FIELD);
            assertThat(record.value().getStage()).isEqualTo("enrichment");
            assertThat(record.value().getDetail()).isEqualTo("properties.revenue must be a number");
            assertThat(StandardCharsets.UTF_8
                            .decode(record.value().getPayload())
                            .toString())
                    .isEqualTo(payload);
        });
        assertThat(harness.drain(EVENTS_ENRICHED)).isEmpty();
        assertThat(harness.drain(PROFILES)).isEmpty();
        assertThat(harness.count("rapport.enrichment.events", "outcome", "rejected"))
                .isEqualTo(1);
    }

    @Test
    void putsUnreadableBytesAsideAndGoesOn() {
        // Given
        var garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        // When
        harness.pipeBytes(EVENTS_CAPTURED, BROWSER, garbage);
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.deadLetters()).containsExactly(garbage);
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.deadLetterCount()).isEqualTo(1);
    }

    @Test
    void mergesLateTraitsBehindNewerOnes() {
        // Given
        harness.capture(identify("{\"firstName\":\"Ada\",\"plan\":\"gold\"}"));
        // When
        harness.capture(after(identify("{\"firstName\":\"Bob\",\"city\":\"Bern\"}"), Duration.ofHours(-1)));
        // Then
        assertThat(harness.drain(PROFILES)).last().satisfies(profile -> {
            assertThat(profile.getTraits()).isEqualTo("{\"firstName\":\"Ada\",\"plan\":\"gold\",\"city\":\"Bern\"}");
            assertThat(profile.getFirstSeenAt()).isEqualTo(NOW.minus(Duration.ofHours(1)));
            assertThat(profile.getLastSeenAt()).isEqualTo(NOW);
        });
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
}
