package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.alias;
import static dev.rapport.enrichment.topology.Events.anEvent;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No key of a topic or store holds what a sender wrote: docs/adr/0077. */
class KeysTest {
    private static final String CANARY = "canary";
    private static final String USER = "canary-user@example.com";
    private static final String DEVICE = "canary-device";

    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void holdNoIdentifierOfASender() {
        // Given
        Shop.publish(harness, NO_HOLDOUT);
        // When
        events().forEach(harness::capture);
        // Then
        var keys = harness.keys();
        assertThat(keys)
                .containsKeys(
                        Topics.EVENTS_ENRICHED.name(),
                        Topics.EVENTS_REJECTED.name(),
                        Topics.PROFILES.name(),
                        Topics.CONSENTS.name(),
                        Topics.SUPPRESSIONS_ACCEPTED.name(),
                        Topics.DECISIONS.name(),
                        Topics.PROMPTS.name(),
                        "rapport-enrichment-events-by-customer-repartition",
                        "rapport-enrichment-" + StateStores.MESSAGES + "-changelog",
                        StateStores.MESSAGES,
                        StateStores.LINKS,
                        StateStores.CUSTOMERS,
                        StateStores.DECISIONS)
                .allSatisfy((where, texts) -> assertThat(texts).as(where).noneMatch(text -> text.contains(CANARY)));
        assertThat(keys.get(StateStores.MESSAGES)).hasSizeGreaterThan(4);
    }

    /** All ways in which identifiers get in. */
    private static List<CapturedEvent> events() {
        return List.of(
                named(viewed("lamp-1"), 1).build(),
                named(identify("{\"email\":\"" + USER + "\",\"consents\":{\"marketing\":true}}"), 2)
                        .setUserId(USER)
                        .build(),
                named(viewed("lamp-2"), 3).build(),
                named(alias("canary-previous", USER), 4)
                        .setUserId(USER)
                        .setAnonymousId(null)
                        .build(),
                named(viewed("lamp-3"), 5).setAnonymousId("canary-previous").build(),
                named(anEvent(EventType.GROUP), 6)
                        .setUserId(USER)
                        .setPayload(bytes("{\"type\":\"group\",\"groupId\":\"canary-group\"}"))
                        .build(),
                named(track("Order Completed", "{\"order_id\":\"canary-order\",\"revenue\":5}"), 7)
                        .setUserId(USER)
                        .build(),
                named(track("Order Completed", "{\"revenue\":\"a lot\"}"), 8).build(),
                named(track("Email Bounced", "{\"email\":\"" + USER + "\"}"), 9)
                        .setUserId(USER)
                        .build());
    }

    private static CapturedEvent.Builder named(CapturedEvent.Builder event, int number) {
        return after(event, Duration.ofMinutes(number))
                .setMessageId("canary-message-" + number)
                .setAnonymousId(DEVICE);
    }
}
