package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.added;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.Prompt;
import dev.rapport.testkit.record.Customers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign decides about what a customer did not do: two hours after a cart nothing was ordered, a minute of grace. */
class AbsencesTest {
    private static final String CAMPAIGN = "cart-abandoned";

    private EnrichmentHarness harness = new EnrichmentHarness();

    @BeforeEach
    void agree() {
        Shop.publishCart(harness, Shop.CART, 1, Instant.EPOCH);
        harness.capture(after(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"), minutes(-10)));
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void writesAboutTheCartThatNothingFollowed() {
        // Given
        harness.capture(added("lamp-1").setMessageId("cart-1"));
        harness.tick(at(120));
        var before = harness.drain(DECISIONS);
        // When
        harness.tick(at(121));
        harness.tick(at(300));
        // Then
        assertThat(before).isEmpty();
        assertThat(harness.drain(PROMPTS)).singleElement().satisfies(prompt -> {
            assertThat(prompt.getCustomerId()).isEqualTo(CUSTOMER);
            assertThat(prompt.getTriggeredAt()).isEqualTo(at(120));
            assertThat(prompt.getTriggerReceivedAt()).isEqualTo(at(121));
            assertThat(prompt.getText()).contains("product: Lamp lamp-1", "reason: cart abandoned");
        });
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.SENT);
            assertThat(decision.getTriggerMessageId()).isEqualTo("cart-1");
            assertThat(decision.getTriggerName()).isEqualTo("Product Added");
            assertThat(decision.getDecidedAt()).isEqualTo(at(120));
        });
    }

    @Test
    void writesTheSameWhetherTheTickOrTheNextEventComesFirst() {
        // Given
        harness.capture(added("lamp-1"));
        // When
        harness.capture(after(track("Order Completed", "{}"), minutes(121)));
        harness.tick(at(300));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason, Decision::getDecidedAt)
                .containsExactly(tuple(DecisionReason.SENT, at(120)));
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(3);
    }

    @Test
    void writesNothingOfACartThatWasOrdered() {
        // Given
        harness.capture(added("lamp-1"));
        harness.capture(after(track("Order Completed", "{}"), minutes(100)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
        assertThat(harness.count("rapport.enrichment.absences", "outcome", "absent"))
                .isZero();
    }

    @Test
    void countsAnOrderThatCameLateByWhenItHappened() {
        // Given
        harness.capture(added("lamp-1"));
        harness.capture(track("Order Completed", "{}").setOccurredAt(at(120)).setReceivedAt(at(120).plusSeconds(50)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void countsAnOrderAMomentAfterTheTime() {
        // Given
        harness.capture(added("lamp-1"));
        harness.capture(after(track("Order Completed", "{}"), Duration.ofSeconds(120 * 60 + 1)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void countsAnOrderThatCameBeforeItsCart() {
        // Given
        harness.capture(after(track("Order Completed", "{}"), minutes(30)));
        harness.capture(added("lamp-1").setReceivedAt(at(31)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void waitsAnewWithEveryProduct() {
        // Given
        harness.capture(added("lamp-1"));
        harness.capture(after(added("lamp-2"), minutes(60)));
        harness.capture(after(added("lamp-3"), minutes(90)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(PROMPTS))
                .extracting(
                        Prompt::getTriggeredAt, prompt -> prompt.getProduct().getProductId())
                .containsExactly(tuple(at(210), "lamp-3"));
    }

    @Test
    void isTooOldWhereTheCartCameLate() {
        // Given
        harness.capture(added("lamp-1").setReceivedAt(at(200)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason, Decision::getDetail)
                .containsExactly(
                        tuple(DecisionReason.TRIGGER_TOO_OLD, "received 81 min after it happened, max 60 min"));
    }

    @Test
    void isTooOldAfterAWeekOfDowntime() {
        // Given
        harness.capture(added("lamp-1"));
        harness.tick(at(30));
        // When
        harness.tick(at(30).plus(Duration.ofDays(7)));
        harness.tick(at(31).plus(Duration.ofDays(7)));
        // Then
        assertThat(harness.drain(PROMPTS)).isEmpty();
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason, Decision::getDecidedAt, Decision::getDetail)
                .containsExactly(
                        tuple(DecisionReason.TRIGGER_TOO_OLD, at(120), "received 6 d after it happened, max 60 min"));
    }

    @Test
    void isNotTooOldWhereOnlyThisServiceWasAway() {
        // Given
        harness.capture(added("lamp-1"));
        // When
        for (var minute = 0; minute < 7 * 24 * 60; minute += 10) {
            harness.tick(at(minute));
        }
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.SENT);
    }

    @Test
    void writesNothingOfACampaignThatEnded() {
        // Given
        harness.capture(added("lamp-1"));
        harness.pipe(CAMPAIGNS_ACCEPTED, CAMPAIGN, null);
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
        assertThat(harness.count("rapport.enrichment.absences", "outcome", "ended"))
                .isEqualTo(1);
    }

    @Test
    void decidesByTheVersionInForceWhenTheTimeIsOver() {
        // Given
        harness.capture(added("lamp-1"));
        Shop.publishCart(harness, Shop.CART.replace("version: 1", "version: 2"), 2, at(60));
        Shop.publishCart(harness, Shop.CART.replace("version: 1", "version: 3"), 3, at(130));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getCampaignVersion)
                .containsExactly(2);
    }

    @Test
    void knowsTheOrderOfTheUserWhoseDeviceFilledTheCart() {
        // Given
        harness.capture(anonymously(added("lamp-1")));
        harness.capture(after(identify("{}"), minutes(10)).setAnonymousId("browser-2"));
        harness.capture(after(track("Order Completed", "{}"), minutes(20)).setUserId(USER));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
        assertThat(harness.count("rapport.enrichment.absences", "outcome", "followed"))
                .isEqualTo(1);
    }

    @Test
    void goesWithTheFragmentAndComesBackWithIt() {
        // Given
        harness.capture(anonymously(added("lamp-1")));
        harness.capture(after(identify("{}"), minutes(10)).setAnonymousId("browser-2"));
        harness.capture(after(track("Order Completed", "{}"), minutes(20)).setUserId(USER));
        // When
        harness.pipe(IDENTITIES, Customers.of("browser-2"), unmerged(Customers.of("browser-2"), at(30)));
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getCustomerId, Decision::getReason)
                .containsExactly(tuple(Customers.of("browser-2"), DecisionReason.NO_CONSENT));
    }

    @Test
    void writesToTheUserAboutTheCartOfTheirDevice() {
        // Given
        harness.capture(anonymously(added("lamp-1")));
        harness.capture(after(identify("{}"), minutes(10)).setAnonymousId("browser-2"));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(PROMPTS))
                .extracting(Prompt::getCustomerId, Prompt::getFragmentId, Prompt::getTriggeredAt)
                .containsExactly(tuple(CUSTOMER, Customers.of("browser-2"), at(120)));
    }

    @Test
    void goesOnAfterARestart() {
        // Given
        harness.capture(added("lamp-1"));
        harness = harness.restarted(next -> Shop.publishCart(next, Shop.CART, 1, Instant.EPOCH));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(PROMPTS)).extracting(Prompt::getTriggeredAt).containsExactly(at(120));
    }

    @Test
    void firesOnceAcrossRestarts() {
        // Given
        harness.capture(added("lamp-1"));
        harness.tick(at(500));
        harness = harness.restarted(next -> Shop.publishCart(next, Shop.CART, 1, Instant.EPOCH));
        // When
        harness.tick(at(600));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void asksForTheConsentOfThatTime() {
        // Given
        harness.capture(added("lamp-1"));
        harness.capture(after(track("Unsubscribed", "{}"), minutes(100)));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.NO_CONSENT);
    }

    @Test
    void waitsForAtMostFiveCartsOfACustomer() {
        // Given
        for (var number = 0; number < 7; number++) {
            harness.capture(added("lamp-1").setOccurredAt(at(-200L * number)).setReceivedAt(NOW.plusSeconds(number)));
        }
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).hasSize(5);
        assertThat(harness.count("rapport.enrichment.absences", "outcome", "evicted"))
                .isEqualTo(2);
    }

    @Test
    void leavesOtherEventsAlone() {
        // Given
        harness.capture(viewed("lamp-1"));
        // When
        harness.tick(at(500));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    private static CapturedEvent.Builder anonymously(CapturedEvent.Builder event) {
        return event.setAnonymousId("browser-2").setUserId(null);
    }

    private static Identity unmerged(String fragmentId, Instant at) {
        return Identity.newBuilder()
                .setFragmentId(fragmentId)
                .setCustomerId(fragmentId)
                .setState(IdentityState.UNMERGED)
                .setVersion(2)
                .setChangedAt(at)
                .setEffectiveAt(at)
                .build();
    }

    private static Duration minutes(long count) {
        return Duration.ofMinutes(count);
    }

    private static Instant at(long minutesSinceNow) {
        return NOW.plus(minutes(minutesSinceNow));
    }
}
