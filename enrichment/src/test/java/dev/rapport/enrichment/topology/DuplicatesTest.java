package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events count once, and which are others under the same message id. */
class DuplicatesTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
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

    /** To the sender's partition it is another event, as the browsers contradict each other; to the customer it is not. */
    @Test
    void countsAMessageOnceThatIsSentAgainFromAnotherBrowserOfTheCustomer() {
        // Given
        harness.capture(identify("{}"));
        harness.capture(after(track("Order Completed", "{\"total\":5}").setMessageId("taken"), Duration.ofMinutes(1)));
        // When
        harness.capture(after(
                track("Order Completed", "{\"total\":5}")
                        .setMessageId("taken")
                        .setUserId(USER)
                        .setAnonymousId("browser-2"),
                Duration.ofMinutes(2)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED))
                .filteredOn(event -> event.getRevenue() != null)
                .hasSize(1);
        assertThat(harness.count("rapport.enrichment.events", "outcome", "repeated"))
                .isEqualTo(1);
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
}
