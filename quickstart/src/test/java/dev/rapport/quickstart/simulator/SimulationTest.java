package dev.rapport.quickstart.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant END = START.plusSeconds(120);

    @Test
    void givesTheSameEventsForTheSameSeed() {
        // Given
        var once = simulation(7);
        var again = simulation(7);
        // When
        var events = once.advanceTo(END);
        // Then
        assertThat(again.advanceTo(END)).isEqualTo(events).hasSizeGreaterThan(500);
        assertThat(simulation(8).advanceTo(END)).isNotEqualTo(events);
    }

    @Test
    void givesTheSameVisitsWhateverRepliesArrive() {
        // Given
        var undisturbed = simulation(7).advanceTo(END);
        var disturbed = simulation(7);
        var events = new ArrayList<>(disturbed.advanceTo(START.plusSeconds(30)));
        // When
        disturbed.onReply(reply("p1", "shopper-00001"), START.plusSeconds(30));
        events.addAll(disturbed.advanceTo(END));
        // Then
        assertThat(events).anyMatch(event -> event.messageId().startsWith("p1-"));
        assertThat(events.stream().filter(event -> !event.messageId().startsWith("p1-")))
                .containsExactlyElementsOf(undisturbed);
    }

    @Test
    void emitsNoEventEarlierOrLaterThanAsked() {
        // Given
        var simulation = simulation(3);
        simulation.advanceTo(START.plusSeconds(10));
        // When
        var events = simulation.advanceTo(START.plusSeconds(11));
        // Then
        assertThat(events)
                .isNotEmpty()
                .allMatch(event ->
                        event.at().isAfter(START.plusSeconds(10)) && !event.at().isAfter(START.plusSeconds(11)));
    }

    @Test
    void keepsCloseToTheRateAskedFor() {
        // Given
        var shoppers = Population.of(5, 500, 40);
        var simulation = new Simulation(5, "r", Catalogue.of(5), shoppers, START);
        // When
        var events = simulation.advanceTo(START.plus(Duration.ofMinutes(20)));
        // Then
        assertThat(events.size() / 1200.0).isBetween(36.0, 44.0);
    }

    @Test
    void beginsAnonymouslyAndSendsSomeEventsTwiceAndSomeBroken() {
        // When
        var events = simulation(7).advanceTo(END);
        // Then
        assertThat(events.get(0).json()).containsKey("anonymousId").doesNotContainKey("userId");
        assertThat(new HashSet<>(events.stream().map(ShopEvent::messageId).toList()))
                .hasSizeLessThan(events.size());
        assertThat(events).anyMatch(event -> !event.json().containsKey("anonymousId"));
    }

    @Test
    void finishesVisitsAndReactionsAfterStop() {
        // Given
        var simulation = simulation(7);
        simulation.advanceTo(END);
        simulation.stop();
        // When
        simulation.onReply(reply("late", "shopper-00002"), END);
        var idleBefore = simulation.idle();
        var rest = simulation.advanceTo(END.plusSeconds(60));
        // Then
        assertThat(idleBefore).isFalse();
        assertThat(rest).extracting(ShopEvent::messageId).contains("late-delivered");
        assertThat(simulation.idle()).isTrue();
        assertThat(simulation.advanceTo(END.plusSeconds(600))).isEmpty();
    }

    @Test
    void worksFastEnoughForManyEventsASecond() {
        // Given
        var shoppers = Population.of(5, 20_000, 5_000);
        var simulation = new Simulation(5, "r", Catalogue.of(5), shoppers, START);
        // When
        var events = simulation.advanceTo(START.plusSeconds(20));
        // Then
        assertThat(events).hasSizeGreaterThan(60_000);
    }

    @Test
    void sellsAboutTwoHundredProductsWithTheirOwnNamesInTwelveCategories() {
        // When
        var products = Catalogue.of(1).products();
        // Then
        assertThat(products).hasSize(204).allMatch(product -> product.priceMinor() > 0);
        assertThat(products).extracting(ShopProduct::productId).doesNotHaveDuplicates();
        assertThat(products.stream()
                        .map(product -> product.category() + product.name())
                        .distinct())
                .hasSize(204);
        assertThat(Catalogue.of(1).products()).isEqualTo(products);
    }

    private static Simulation simulation(long seed) {
        return new Simulation(seed, "run", Catalogue.of(seed), Population.of(seed, 100, 20), START);
    }

    private static ReplySeen reply(String promptId, String userId) {
        return new ReplySeen(promptId, userId, "campaign", "warm", "Tea", "高山白茶", "高山白茶");
    }
}
