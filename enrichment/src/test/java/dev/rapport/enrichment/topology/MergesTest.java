package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.BROWSER;
import static dev.rapport.enrichment.topology.Events.CUSTOMER;
import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.alias;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.rapport.enrichment.customer.fragment.Fragments;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.ReplyRecords;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was seen of a person under several identifiers is one customer, and can be parted again. */
class MergesTest {
    private static final String DEVICE = Customers.of(BROWSER);
    private static final String ORDER = "{\"order_id\":\"o-1\",\"total\":120}";

    private EnrichmentHarness harness = new EnrichmentHarness();
    private final Map<String, CustomerProfile> profiles = new HashMap<>();
    private final Map<String, Boolean> granted = new HashMap<>();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void makesOneCustomerOfWhatWasSeenBeforeAndAfterTheLogin() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(viewed("lamp-2"));
        // When
        harness.capture(identify("{\"firstName\":\"Ada\"}"));
        harness.capture(track("Order Completed", ORDER).setUserId(USER));
        // Then
        assertThat(profiles()).containsOnlyKeys(CUSTOMER);
        assertThat(profiles.get(CUSTOMER)).satisfies(profile -> {
            assertThat(profile.getUserId()).isEqualTo(USER);
            assertThat(profile.getAnonymousIds()).containsExactly(BROWSER);
            assertThat(profile.getViewedProducts()).hasSize(2);
            assertThat(profile.getEventCount()).isEqualTo(4);
            assertThat(profile.getOrderCount()).isEqualTo(1);
        });
        assertThat(harness.records(IDENTITIES)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(DEVICE);
            assertThat(record.value().getCustomerId()).isEqualTo(CUSTOMER);
            assertThat(record.value().getState()).isEqualTo(IdentityState.MERGED);
            assertThat(record.value().getVersion()).isEqualTo(1);
        });
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void continuesTheSessionThatBeganBeforeTheLogin() {
        // Given
        harness.capture(viewed("lamp-1"));
        // When
        harness.capture(after(identify("{}"), Duration.ofMinutes(5)));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED))
                .extracting(EnrichedEvent::getSessionId)
                .hasSize(2)
                .containsOnly(DerivedId.session(DEVICE, NOW.toEpochMilli()));
    }

    @Test
    void namesTheFragmentOfAnEventThatIsNotTheCustomersOwn() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        harness.drain(EVENTS_ENRICHED);
        // When
        harness.capture(viewed("lamp-2"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).singleElement().satisfies(event -> {
            assertThat(event.getCustomerId()).isEqualTo(CUSTOMER);
            assertThat(event.getFragmentId()).isEqualTo(DEVICE);
            assertThat(event.getUserId()).isEqualTo(USER);
        });
    }

    @Test
    void countsANoThatTheDeviceGaveBeforeTheLogin() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":true}}").setAnonymousId(null));
        harness.capture(after(track("Unsubscribed", "{}"), Duration.ofMinutes(1)));
        harness.drain(CONSENTS);
        // When
        harness.capture(after(identify("{}"), Duration.ofMinutes(2)));
        // Then
        assertThat(harness.drain(CONSENTS)).anySatisfy(change -> {
            assertThat(change.getCustomerId()).isEqualTo(CUSTOMER);
            assertThat(change.getGranted()).isFalse();
            assertThat(change.getVersion()).isEqualTo(2);
        });
        assertThat(profile(CUSTOMER).getConsents()).containsValue(false).doesNotContainValue(true);
    }

    @Test
    void countsTheLatestWordOfAllForEveryIdOfTheCustomer() {
        // Given
        harness.capture(identify("{\"consents\":{\"marketing\":false}}").setUserId(null));
        harness.capture(after(identify("{\"consents\":{\"marketing\":true}}"), Duration.ofMinutes(1)));
        var atLogin = granted();
        // When
        harness.capture(after(track("Unsubscribed", "{}").setUserId(USER), Duration.ofMinutes(2)));
        // Then
        assertThat(atLogin).containsOnly(entry(CUSTOMER, true), entry(DEVICE, true));
        assertThat(granted()).containsOnly(entry(CUSTOMER, false), entry(DEVICE, false));
    }

    @Test
    void publishesWhatTheCustomerSaidForTheIdOfAFragmentWithoutRoom() {
        // Given
        for (var number = 1; number <= Fragments.MAX; number++) {
            harness.capture(viewed("lamp-1").setAnonymousId("tablet-" + number));
            harness.capture(identify("{}").setAnonymousId("tablet-" + number));
        }
        harness.capture(identify("{\"consents\":{\"marketing\":false}}").setUserId(null));
        harness.capture(
                after(identify("{\"consents\":{\"marketing\":true}}").setAnonymousId(null), Duration.ofMinutes(1)));
        // When
        harness.capture(after(identify("{}"), Duration.ofMinutes(2)));
        // Then
        assertThat(granted()).contains(entry(CUSTOMER, true), entry(DEVICE, true));
    }

    /** The last word on marketing of every id. */
    private Map<String, Boolean> granted() {
        harness.drain(CONSENTS).stream()
                .filter(change -> change.getPurpose().equals("marketing")
                        && change.getChannel().isEmpty())
                .forEach(change -> granted.put(change.getCustomerId(), change.getGranted()));
        return Map.copyOf(granted);
    }

    @Test
    void countsANoOfTheUserForTheDeviceAndKeepsItOnceTheyAreParted() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        harness.capture(after(track("Unsubscribed", "{}").setUserId(USER), Duration.ofMinutes(1)));
        harness.drain(CONSENTS);
        // When
        unmerge(2);
        // Then
        assertThat(harness.drain(CONSENTS))
                .extracting(ConsentChange::getCustomerId, ConsentChange::getGranted)
                .isNotEmpty()
                .containsOnly(tuple(DEVICE, false));
        assertThat(profile(CUSTOMER).getConsents()).doesNotContainValue(true);
        assertThat(profile(DEVICE).getConsents()).containsValue(false).doesNotContainValue(true);
    }

    @Test
    void partsWhatAnOperatorUnmerges() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        harness.capture(viewed("lamp-2"));
        // When
        unmerge(2);
        harness.capture(after(viewed("lamp-3"), Duration.ofMinutes(9)));
        // Then
        assertThat(profiles()).containsOnlyKeys(CUSTOMER, DEVICE);
        assertThat(profile(CUSTOMER).getEventCount()).isEqualTo(1);
        assertThat(profile(DEVICE).getEventCount()).isEqualTo(3);
        assertThat(harness.drain(EVENTS_ENRICHED)).last().satisfies(event -> {
            assertThat(event.getCustomerId()).isEqualTo(DEVICE);
            assertThat(event.getFragmentId()).isEmpty();
        });
        assertThat(harness.count("rapport.enrichment.waits", "outcome", "gave-up"))
                .isZero();
    }

    @Test
    void linksNotAgainByAnIdentifyThatIsOlderThanTheUnmergeButByALaterOne() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        unmerge(2);
        // When
        harness.capture(after(identify("{}"), Duration.ofMinutes(1)));
        var whileParted = Map.copyOf(profiles());
        harness.capture(after(identify("{}"), Duration.ofMinutes(9)));
        // Then
        assertThat(whileParted).containsOnlyKeys(CUSTOMER, DEVICE);
        assertThat(profiles()).containsOnlyKeys(CUSTOMER);
        assertThat(profile(CUSTOMER).getEventCount()).isEqualTo(4);
        assertThat(harness.drain(IDENTITIES)).extracting(Identity::getVersion).containsExactly(1, 3);
    }

    @Test
    void leavesTheFragmentWhereItIsWhenADeviceIsLinkedAnew() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        // When
        harness.capture(after(identify("{}").setUserId("user-2"), Duration.ofMinutes(1)));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(2)));
        // Then
        assertThat(profile(CUSTOMER).getEventCount()).isEqualTo(2);
        assertThat(profile(Customers.of("user-2")).getEventCount()).isEqualTo(2);
    }

    @Test
    void countsCapsOverAllFragments() {
        // Given
        Shop.publish(harness, NO_HOLDOUT);
        Shop.stock(harness, "lamp-9", "Aurora Lamp", 4_100);
        harness.capture(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}")
                .setUserId(null));
        harness.capture(after(viewed("lamp-1"), Duration.ofMinutes(1)));
        harness.capture(after(identify("{}"), Duration.ofMinutes(2)));
        harness.drain(DECISIONS);
        // When
        harness.capture(after(viewed("lamp-1").setUserId(USER), Duration.ofMinutes(3)));
        // Then
        assertThat(harness.drain(DECISIONS))
                .singleElement()
                .extracting(Decision::getReason)
                .isEqualTo(DecisionReason.FREQUENCY_CAP);
    }

    @Test
    void countsAMessageOnceThatComesAgainUnderAnotherIdOfItsCustomer() {
        // Given
        var order = track("Order Completed", ORDER).setUserId(USER).build();
        harness.capture(order);
        // When
        harness.capture(CapturedEvent.newBuilder(order).setAnonymousId(null));
        harness.capture(CapturedEvent.newBuilder(order).setAnonymousId("browser-2"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(profile(CUSTOMER).getOrderCount()).isEqualTo(1);
    }

    @Test
    void countsAMessageOnceThatADeviceSentBeforeItWasMerged() {
        // Given
        var order = track("Order Completed", ORDER).build();
        harness.capture(order);
        harness.capture(identify("{}"));
        // When
        harness.capture(CapturedEvent.newBuilder(order).setAnonymousId(null).setUserId(USER));
        // Then
        assertThat(profile(CUSTOMER).getOrderCount()).isEqualTo(1);
    }

    @Test
    void countsTheNoOfAMessageThatComesAgain() {
        // Given
        var order = track("Order Completed", ORDER).setUserId(USER).build();
        harness.capture(order);
        // When
        harness.capture(CapturedEvent.newBuilder(order)
                .setAnonymousId(null)
                .setPayload(Events.bytes("{\"properties\":" + ORDER
                        + ",\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false}}}}")));
        // Then
        assertThat(harness.drain(CONSENTS)).isNotEmpty().allSatisfy(change -> assertThat(change.getGranted())
                .isFalse());
    }

    @Test
    void followsAChainOfAliases() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(alias(BROWSER, "user-b"));
        // When
        harness.capture(after(alias("user-b", "user-c"), Duration.ofMinutes(1)));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(2)));
        harness.capture(
                after(track("Order Completed", ORDER).setAnonymousId(null).setUserId("user-b"), Duration.ofMinutes(3)));
        // Then
        assertThat(profiles()).containsOnlyKeys(Customers.of("user-c"));
        assertThat(profile(Customers.of("user-c")).getEventCount()).isEqualTo(5);
    }

    @Test
    void endsACircleOfAliases() {
        // Given
        harness.capture(identify("{}").setAnonymousId(null).setUserId("user-b"));
        harness.capture(identify("{}").setAnonymousId(null).setUserId("user-c"));
        harness.capture(alias("user-b", "user-c"));
        // When
        harness.capture(after(alias("user-c", "user-b"), Duration.ofMinutes(1)));
        harness.capture(
                after(track("Order Completed", ORDER).setAnonymousId(null).setUserId("user-b"), Duration.ofMinutes(2)));
        harness.capture(
                after(track("Order Completed", ORDER).setAnonymousId(null).setUserId("user-c"), Duration.ofMinutes(3)));
        // Then
        assertThat(profiles())
                .containsOnlyKeys(Collections.min(List.of(Customers.of("user-b"), Customers.of("user-c"))));
        assertThat(profiles.values()).singleElement().satisfies(profile -> {
            assertThat(profile.getEventCount()).isEqualTo(6);
            assertThat(profile.getOrderCount()).isEqualTo(2);
        });
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void remembersALateReplyToTheDeviceAlsoAfterARestart() {
        // Given
        Consumer<EnrichmentHarness> control = shop -> {
            Shop.publish(shop, NO_HOLDOUT);
            Shop.stock(shop, "lamp-9", "Aurora Lamp", 4_100);
        };
        harness.capture(viewed("lamp-1"));
        harness.capture(identify("{}"));
        harness = harness.restarted(control);
        // When
        harness.pipe(
                REPLIES,
                DEVICE,
                ReplyRecords.aReply()
                        .setCustomerId(DEVICE)
                        .setPromptId("prompt-of-the-device")
                        .build());
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(2)));
        // Then
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> assertThat(
                        decision.getLastReplyPromptId())
                .isEqualTo("prompt-of-the-device"));
        assertThat(harness.count("rapport.enrichment.waits", "outcome", "forwarded"))
                .isEqualTo(1);
        assertThat(harness.count("rapport.enrichment.replies.unknown")).isZero();
    }

    private void unmerge(int version) {
        harness.pipe(
                IDENTITIES,
                DEVICE,
                Identity.newBuilder()
                        .setFragmentId(DEVICE)
                        .setCustomerId(DEVICE)
                        .setState(IdentityState.UNMERGED)
                        .setChangedAt(NOW.plus(Duration.ofMinutes(5)))
                        .setVersion(version)
                        .build());
    }

    private CustomerProfile profile(String customerId) {
        return Objects.requireNonNull(profiles().get(customerId), customerId);
    }

    /** The compacted topic, as far as it was written. */
    private Map<String, CustomerProfile> profiles() {
        for (TestRecord<String, CustomerProfile> record : harness.records(PROFILES)) {
            if (record.value() == null) {
                profiles.remove(record.key());
            } else {
                profiles.put(record.key(), record.value());
            }
        }
        return profiles;
    }
}
