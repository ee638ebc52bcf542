package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static dev.rapport.schemas.topic.Topics.RECOMMENDATIONS;
import static dev.rapport.schemas.topic.Topics.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.RelatedProduct;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is learnt from sessions that ended, every hour on the hour, and what is recommended by it. It is noon; sessions end after 30 minutes. */
class RecommendationsTest {
    private static final Instant IN_FORCE = minutes(60).plus(LearnSessionsProcessor.AHEAD);

    private EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void namesTheProductsOfASession() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(2)));
        harness.capture(after(
                track("Order Completed", "{\"products\":[{\"product_id\":\"lamp-2\"},{\"product_id\":\"bulb-4\"}]}"),
                Duration.ofMinutes(3)));
        // When
        harness.capture(after(viewed("lamp-3"), Duration.ofMinutes(50)));
        harness.tick(minutes(90));
        // Then
        assertThat(harness.drain(SESSIONS))
                .extracting(Session::getProductIds)
                .containsExactly(List.of("bulb-4", "lamp-2", "lamp-1"), List.of("lamp-3"));
    }

    @Test
    void publishesWhatGoesTogetherAtTheEndOfTheHour() {
        // Given
        othersLookAtLamps1And2Together();
        harness.tick(minutes(59));
        var before = harness.drain(RECOMMENDATIONS);
        // When
        harness.tick(minutes(60));
        harness.tick(minutes(200));
        // Then
        assertThat(before).isEmpty();
        var learnt = published();
        assertThat(learnt).containsOnlyKeys("product:lamp-1", "product:lamp-2", "popular");
        assertThat(ids(learnt, "product:lamp-1")).containsExactly("lamp-2");
        assertThat(ids(learnt, "popular")).containsExactly("lamp-1", "lamp-2");
        assertThat(learnt.values()).allSatisfy(one -> {
            assertThat(one.getLearntAt()).isEqualTo(minutes(60));
            assertThat(one.getEffectiveAt()).isEqualTo(IN_FORCE);
        });
    }

    @Test
    void recommendsWhatOthersLookedAtTogether() {
        // Given
        othersLookAtLamps1And2Together();
        shopWithACloserPrice();
        harness.tick(minutes(60));
        // When
        adaLooksAtLamp1(IN_FORCE);
        // Then
        assertThat(harness.drain(PROMPTS)).singleElement().satisfies(prompt -> assertThat(prompt.getProduct())
                .extracting(Product::getProductId)
                .isEqualTo("lamp-2"));
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> assertThat(decision.getInputs())
                .filteredOn(input -> input.getKind() == InputKind.RECOMMENDATION)
                .extracting(InputVersion::getId, InputVersion::getEffectiveAt)
                .containsExactly(tuple("product:lamp-1", IN_FORCE), tuple("popular", IN_FORCE)));
    }

    @Test
    void decidesByWhatWasInForceWhenTheTriggerWasReceived() {
        // Given
        othersLookAtLamps1And2Together();
        shopWithACloserPrice();
        harness.tick(minutes(60));
        // When
        adaLooksAtLamp1(IN_FORCE.minusMillis(1));
        // Then
        assertThat(harness.drain(PROMPTS)).singleElement().satisfies(prompt -> assertThat(prompt.getProduct())
                .extracting(Product::getProductId)
                .isEqualTo("lamp-3"));
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> assertThat(decision.getInputs())
                .noneMatch(input -> input.getKind() == InputKind.RECOMMENDATION));
    }

    @Test
    void goesOnAfterARestart() {
        // Given
        othersLookAtLamps1And2Together();
        harness.tick(minutes(60));
        harness.capture(look("c", "lamp-1", 61));
        harness.capture(look("c", "lamp-4", 62));
        harness.drain(RECOMMENDATIONS);
        // When
        harness = harness.restarted(next -> {});
        harness.drain(RECOMMENDATIONS);
        harness.tick(minutes(120));
        // Then
        var learnt = published();
        assertThat(learnt).containsOnlyKeys("product:lamp-1", "product:lamp-4", "popular");
        assertThat(ids(learnt, "product:lamp-1")).containsExactlyInAnyOrder("lamp-2", "lamp-4");
        assertThat(harness.count("rapport.recommendations.sessions", "outcome", "learnt"))
                .isEqualTo(1);
    }

    @Test
    void forgetsProductsThatNobodyLooksAtAnyMore() {
        // Given
        othersLookAtLamps1And2Together();
        harness.tick(minutes(60));
        var later = Duration.ofDays(91).toMinutes();
        harness.capture(look("c", "lamp-1", later));
        harness.capture(look("c", "lamp-4", later));
        harness.tick(minutes(later + 120));
        var gone = ids(published(), "product:lamp-2");
        // When
        var muchLater = Duration.ofDays(99).toMinutes();
        harness.capture(look("d", "lamp-1", muchLater));
        harness.tick(minutes(muchLater + 120));
        // Then
        assertThat(gone).isEmpty();
        assertThat(harness.records(RECOMMENDATIONS))
                .filteredOn(record -> record.value() == null)
                .extracting(TestRecord::key)
                .containsExactly("product:lamp-2");
    }

    private void othersLookAtLamps1And2Together() {
        for (var other : List.of("a", "b")) {
            harness.capture(look(other, "lamp-1", 1));
            harness.capture(look(other, "lamp-2", 2));
        }
    }

    private void shopWithACloserPrice() {
        Shop.publish(harness, NO_HOLDOUT);
        Shop.stock(harness, "lamp-1", "Aurora Lamp", 4_000);
        Shop.stock(harness, "lamp-2", "Borealis Lamp", 90_000);
        Shop.stock(harness, "lamp-3", "Corona Lamp", 4_100);
    }

    private void adaLooksAtLamp1(Instant at) {
        harness.capture(Events.at(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"), at));
        harness.capture(Events.at(viewed("lamp-1"), at));
    }

    private static CapturedEvent.Builder look(String browser, String product, long minutes) {
        return after(viewed(product).setAnonymousId(browser), Duration.ofMinutes(minutes));
    }

    /** The last of each. */
    private Map<String, RelatedProducts> published() {
        return harness.records(RECOMMENDATIONS).stream()
                .collect(Collectors.toMap(TestRecord::key, TestRecord::value, (first, last) -> last));
    }

    private static List<String> ids(Map<String, RelatedProducts> learnt, String key) {
        return Objects.requireNonNull(learnt.get(key)).getProducts().stream()
                .map(RelatedProduct::getProductId)
                .toList();
    }

    private static Instant minutes(long sinceNow) {
        return NOW.plus(Duration.ofMinutes(sinceNow));
    }
}
