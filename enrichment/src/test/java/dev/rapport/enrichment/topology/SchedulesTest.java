package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign writes to every customer who agreed when its time has come: here every day at 13:00, an hour after now. */
class SchedulesTest {
    private static final String DAILY = Shop.CART
            .replace(
                    "absence: {of: [Order Completed], after: [Product Added], for: 2h}",
                    "schedule: {every: 1d, at: \"13:00\", zone: UTC}")
            .replace("cap: {messages: 1, per: 72h}", "cap: {messages: 9, per: 1h}");
    private static final String AGREED = "{\"consents\":{\"marketing\":true}}";

    private EnrichmentHarness harness = new EnrichmentHarness();

    @BeforeEach
    void publish() {
        Shop.publishCart(harness, DAILY, 1, Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void writesToThoseWhoAgreed() {
        // Given
        harness.capture(identify(AGREED));
        harness.capture(agreed("ben"));
        harness.capture(viewed("lamp-1").setAnonymousId("nobody"));
        harness.tick(at(59));
        var before = harness.drain(DECISIONS);
        // When
        harness.tick(at(60));
        harness.tick(at(90));
        // Then
        assertThat(before).isEmpty();
        assertThat(harness.drain(PROMPTS))
                .extracting(Prompt::getCustomerId, Prompt::getTriggeredAt)
                .containsExactlyInAnyOrder(tuple(CUSTOMER, at(60)), tuple(Customers.of("ben"), at(60)));
        assertThat(harness.drain(DECISIONS)).hasSize(2);
    }

    @Test
    void comesAgainTheNextDay() {
        // Given
        harness.capture(identify(AGREED));
        // When
        IntStream.rangeClosed(0, 3 * 24 * 6).forEach(ten -> harness.tick(at(10L * ten)));
        // Then
        assertThat(harness.drain(PROMPTS))
                .extracting(Prompt::getTriggeredAt)
                .containsExactly(at(60), at(60 + 1440), at(60 + 2880));
    }

    @Test
    void decidesBeforeWhatHappensToACustomerLater() {
        // Given
        harness.capture(identify(AGREED));
        harness.tick(at(59));
        // When
        harness.capture(after(track("Unsubscribed", "{}").setUserId(USER), Duration.ofMinutes(61)));
        harness.tick(at(70));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.SENT);
    }

    @Test
    void doesNotWriteAboutATimeBeforeTheCustomerWasSeen() {
        // Given
        harness.tick(at(30));
        harness.capture(after(identify(AGREED), Duration.ofMinutes(61)));
        // When
        harness.tick(at(90));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void comesToEveryOneOfManyAndGoesOnAfterARestart() {
        // Given
        var many = 2 * ScheduleWalk.SLICE + 10;
        IntStream.range(0, many).forEach(number -> harness.capture(agreed("c" + number)));
        harness.drain(DECISIONS);
        harness.tick(at(60));
        var first = harness.drain(DECISIONS);
        harness = harness.restarted(next -> Shop.publishCart(next, DAILY, 1, Instant.EPOCH));
        // When
        harness.tick(at(61));
        harness.tick(at(62));
        harness.tick(at(63));
        // Then
        assertThat(first).hasSize(ScheduleWalk.SLICE);
        assertThat(harness.drain(DECISIONS)).hasSize(many - ScheduleWalk.SLICE);
    }

    @Test
    void doesTheLastOfTheTimesThatWereMissedOrListsItAsTooOld() {
        // Given
        harness.capture(identify(AGREED));
        harness.tick(at(30));
        // When
        harness.tick(at(30).plus(Duration.ofDays(7)));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getReason, Decision::getDecidedAt, Decision::getDetail)
                .containsExactly(tuple(
                        DecisionReason.TRIGGER_TOO_OLD,
                        at(60).plus(Duration.ofDays(6)),
                        "received 23 h after it happened, max 60 min"));
    }

    @Test
    void writesOnceToWhoBecomesOneCustomerMeanwhile() {
        // Given
        harness.capture(identify(AGREED).setAnonymousId("browser-2").setUserId(null));
        harness.capture(identify(AGREED).setAnonymousId(null));
        harness.capture(after(identify("{}").setAnonymousId("browser-2"), Duration.ofMinutes(30)));
        harness.tick(at(60));
        var together = harness.drain(DECISIONS);
        // When
        harness.pipe(IDENTITIES, Customers.of("browser-2"), unmerged());
        harness.tick(at(90));
        // Then
        assertThat(together).extracting(Decision::getCustomerId).containsExactly(CUSTOMER);
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    private static Identity unmerged() {
        return Identity.newBuilder()
                .setFragmentId(Customers.of("browser-2"))
                .setCustomerId(Customers.of("browser-2"))
                .setState(IdentityState.UNMERGED)
                .setVersion(2)
                .setChangedAt(at(80))
                .setEffectiveAt(at(80))
                .build();
    }

    private static CapturedEvent.Builder agreed(String userId) {
        return identify(AGREED).setUserId(userId).setAnonymousId(null);
    }

    private static Instant at(long minutesSinceNow) {
        return NOW.plus(Duration.ofMinutes(minutesSinceNow));
    }
}
