package dev.rapport.enrichment.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.ConsentStep;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.read.EventReader;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileStepTest {
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final CapturedEvent.Builder BANNER_YES =
            track("Product Viewed", "{\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":true}}}}");
    private static final CapturedEvent.Builder BANNER_NO =
            track("Product Viewed", "{\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false}}}}");
    private static final CapturedEvent.Builder UNSUBSCRIBED = track("Unsubscribed", "{}");
    private static final CapturedEvent.Builder SIGNED_UP = identify("{\"consents\":{\"marketing\":true}}");

    private final Json json = new JacksonJson();
    private final EventReader reader = new EventReader(json, Currency.getInstance("USD"));
    private final List<Step> steps = List.of(new ConsentStep(), new ProfileStep(json), new PublishStep(json));
    private final AtomicInteger evicted = new AtomicInteger();

    @Test
    void keepsWithdrawalAgainstTheBanner() {
        assertThat(marketing(at(0, BANNER_YES), at(1, UNSUBSCRIBED), at(2, BANNER_YES)))
                .isFalse();
    }

    @Test
    void keepsLateWithdrawalAgainstTheBanner() {
        assertThat(marketing(at(0, BANNER_YES), at(2, BANNER_YES), at(1, UNSUBSCRIBED)))
                .isFalse();
    }

    @Test
    void givesConsentAgainWhenStated() {
        assertThat(marketing(at(1, UNSUBSCRIBED), at(2, SIGNED_UP))).isTrue();
        assertThat(marketing(at(2, SIGNED_UP), at(1, UNSUBSCRIBED))).isTrue();
        assertThat(marketing(at(1, SIGNED_UP), at(1, UNSUBSCRIBED))).isFalse();
        assertThat(marketing(at(1, UNSUBSCRIBED), at(1, SIGNED_UP))).isFalse();
    }

    @Test
    void followsTheBannerUntilSomethingIsStated() {
        assertThat(marketing(at(1, BANNER_YES))).isTrue();
        assertThat(marketing(at(1, BANNER_YES), at(2, BANNER_NO))).isFalse();
        assertThat(marketing(at(1, SIGNED_UP), at(2, BANNER_NO))).isFalse();
        assertThat(marketing(at(2, SIGNED_UP), at(1, BANNER_NO))).isTrue();
    }

    @Test
    void ordersViewedProductsByEventTime() {
        // When
        var profile = profile(
                at(1, viewed("a")), at(3, viewed("b")), at(2, viewed("c")), at(4, viewed("a")), at(0, viewed("b")));
        // Then
        assertThat(profile.getViewedProducts())
                .extracting(Product::getProductId)
                .containsExactly("a", "b", "c");
        assertThat(profile.getEventCount()).isEqualTo(5);
    }

    @Test
    void prefersLanguageOfTraitsToThatOfTheBrowser() {
        var browser = track("Product Viewed", "{\"context\":{\"locale\":\"de-CH\"}}");
        assertThat(profile(at(1, browser)).getLanguage()).isEqualTo("de");
        assertThat(profile(at(1, identify("{\"language\":\"zh\"}")), at(2, browser))
                        .getLanguage())
                .isEqualTo("zh");
    }

    @Test
    void namesCustomerByTheFirstWordOfTheName() {
        assertThat(profile(at(1, identify("{\"name\":\"Ana Maria Silva\"}"))).getFirstName())
                .isEqualTo("Ana");
        assertThat(profile(at(1, identify("{\"name\":\"Ana\",\"first_name\":\"Bea\"}")))
                        .getFirstName())
                .isEqualTo("Bea");
    }

    @Test
    void dropsOldestTraitsBeyondOneHundred() {
        // Given
        var many = IntStream.range(0, 100).mapToObj(n -> "\"t" + n + "\":" + n).collect(Collectors.joining(","));
        // When
        var profile = profile(
                at(1, identify("{\"oldest\":1}")), at(2, identify("{" + many + "}")), at(3, identify("{\"city\":1}")));
        // Then
        assertThat(json.read(bytes(profile.getTraits())))
                .hasSize(100)
                .containsKeys("t0", "t98", "city")
                .doesNotContainKeys("oldest", "t99");
    }

    @Test
    void keepsWhatCampaignsGoByAgainstAnyNumberOfOtherTraits() {
        // Given
        var needed =
                "\"first_name\":\"Ada\",\"language\":\"zh\",\"email\":\"a@shop.example\",\"consents\":{\"marketing\":true},"
                        + "\"address\":{\"city\":\"Bern\"},\"Phone\":\"1\"";
        var many = IntStream.range(0, 120).mapToObj(n -> "\"t" + n + "\":" + n).collect(Collectors.joining(","));
        // When
        var together = profile(at(1, identify("{" + many + "," + needed + "}")));
        evicted.set(0);
        var before = profile(at(1, identify("{" + needed + "}")), at(2, identify("{" + many + "}")));
        // Then
        assertThat(evicted).hasValue(26);
        assertThat(List.of(together, before)).allSatisfy(profile -> {
            assertThat(profile.getFirstName()).isEqualTo("Ada");
            assertThat(profile.getLanguage()).isEqualTo("zh");
            assertThat(json.read(bytes(profile.getTraits())))
                    .hasSize(100)
                    .containsKeys("first_name", "language", "email", "consents", "address", "Phone");
        });
    }

    @Test
    void keepsWhatCampaignsGoByAgainstAnySizeOfOtherTraits() {
        // When
        var profile = profile(
                at(1, identify("{\"firstName\":\"Ada\",\"locale\":\"de-CH\"}")),
                at(2, identify("{\"blob\":\"" + "x".repeat(20_000) + "\"}")),
                at(3, identify("{\"other\":\"" + "x".repeat(20_000) + "\"}")));
        // Then
        assertThat(json.read(bytes(profile.getTraits()))).containsOnlyKeys("firstName", "locale", "other");
        assertThat(evicted).hasValue(1);
    }

    @Test
    void dropsOldestTraitsBeyondTheirSize() {
        // Given
        var events = IntStream.range(0, 40)
                .mapToObj(n -> at(n, identify("{\"t" + n + "\":\"" + "é".repeat(7_500) + "\"}")))
                .toArray(CapturedEvent[]::new);
        // When
        var profile = profile(events);
        // Then
        assertThat(bytes(profile.getTraits()).length).isBetween(30_000, 32 * 1024);
        assertThat(json.read(bytes(profile.getTraits()))).containsOnlyKeys("t38", "t39");
    }

    @Test
    void refusesFurtherConsentCategoriesSoThatNoWithdrawalIsLost() {
        // Given
        var many = IntStream.range(0, 49).mapToObj(n -> "\"c" + n + "\":true").collect(Collectors.joining(","));
        // When
        var profile = profile(
                at(0, UNSUBSCRIBED),
                at(1, identify("{\"consents\":{" + many + "}}")),
                at(2, identify("{\"consents\":{\"one-more\":true,\"c0\":false}}")));
        // Then
        assertThat(profile.getConsents())
                .hasSize(50)
                .doesNotContainKey("one-more")
                .containsEntry("marketing", false)
                .containsEntry("c0", false);
    }

    @Test
    void hasRoomForWhatCampaignsGoByInAnyCrowdOfCategories() {
        // Given
        var many = IntStream.range(0, 50).mapToObj(n -> "\"c" + n + "\":true").collect(Collectors.joining(","));
        // When
        var profile = profile(
                at(0, identify("{\"consents\":{" + many + "}}")),
                at(1, SIGNED_UP),
                at(2, track("SMS Unsubscribed", "{}")),
                at(3, track("Email Marked as Spam", "{}")));
        // Then
        assertThat(profile.getConsents())
                .containsEntry("marketing", false)
                .containsEntry("sms", false)
                .containsEntry("email", false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean marketing(CapturedEvent... events) {
        return profile(events).getConsents().getOrDefault("marketing", false);
    }

    /** The customer as others see them after these events. */
    private CustomerProfile profile(CapturedEvent... events) {
        var customer = CustomerStates.firstSeen(events[0].getOccurredAt().toEpochMilli());
        Optional<CustomerProfile> profile = Optional.empty();
        for (var event : events) {
            if (reader.read(event) instanceof Outcome.Accepted<ReadEvent, RejectionReason> accepted) {
                var draft = Draft.of("c", accepted.value(), customer, List.of(), new DecisionHistory(List.of()));
                for (var step : steps) {
                    draft = step.apply(draft);
                }
                evicted.addAndGet(draft.evicted());
                customer = draft.customer();
                profile = draft.profile();
            }
        }
        return profile.orElseThrow();
    }

    private static CapturedEvent.Builder viewed(String productId) {
        return track("Product Viewed", "{\"properties\":{\"product_id\":\"" + productId + "\"}}");
    }

    private static CapturedEvent.Builder identify(String traits) {
        return track("", "{\"traits\":" + traits + "}")
                .setType(EventType.IDENTIFY)
                .setName(null);
    }

    private static CapturedEvent.Builder track(String name, String payload) {
        return CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(EventType.TRACK)
                .setName(name)
                .setUserId("c")
                .setReceivedAt(NOON.plusSeconds(3600))
                .setSourceId("web")
                .setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private static CapturedEvent at(long seconds, CapturedEvent.Builder event) {
        return event.setOccurredAt(NOON.plusSeconds(seconds)).build();
    }
}
