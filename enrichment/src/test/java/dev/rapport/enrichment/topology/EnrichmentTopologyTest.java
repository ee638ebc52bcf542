package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.BROWSER;
import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.alias;
import static dev.rapport.enrichment.topology.Events.bytes;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.testkit.record.Customers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
            assertThat(record.key()).isEqualTo(Customers.of(BROWSER));
            assertThat(record.value().getCustomerId()).isEqualTo(Customers.of(BROWSER));
            assertThat(record.value().getProducts()).singleElement().satisfies(product -> assertThat(product.getPrice())
                    .isEqualTo(new Money(39_90L, "USD")));
        });
        assertThat(harness.records(PROFILES)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(Customers.of(BROWSER));
            assertThat(record.value().getEventCount()).isEqualTo(1);
            assertThat(record.value().getAnonymousIds()).containsExactly(BROWSER);
        });
        assertThat(harness.count("rapport.enrichment.events", "outcome", "accepted"))
                .isEqualTo(1);
    }

    @Test
    void carriesTheFlagsOfCaptureOn() {
        // When
        harness.capture(viewed("lamp-1").setFlags(List.of(EventFlag.PLAN_VIOLATED)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).singleElement().satisfies(event -> assertThat(event.getFlags())
                .containsExactly(EventFlag.PLAN_VIOLATED));
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
                .extracting(EnrichedEvent::getCustomerId, EnrichedEvent::getUserId)
                .containsExactly(tuple(Customers.of(BROWSER), null), tuple(CUSTOMER, USER), tuple(CUSTOMER, USER));
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
                .containsExactly(CUSTOMER, CUSTOMER);
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
            assertThat(record.key())
                    .isEqualTo(EnrichmentConfig.DEFAULT.identity().hash().of("m-1"));
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
}
