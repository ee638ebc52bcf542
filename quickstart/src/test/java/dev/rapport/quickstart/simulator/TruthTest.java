package dev.rapport.quickstart.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant END = START.plusSeconds(600);
    private static final List<String> ARMS = List.of("holdout", "warm", "brief");
    /** Four standard errors: a wrong truth fails, luck hardly ever. */
    private static final double STANDARD_ERRORS = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheLiftMeasuredOnManyShoppers(long seed) {
        // Given
        var shoppers = Population.of(seed, 12_000, 250);
        var shop = new TestingCampaign(seed, shoppers);
        // When
        shop.run();
        var effects = Truth.of(shop.exposures(), shoppers, END);
        // Then
        assertThat(effects).extracting(Truth.Effect::arm).containsExactly("brief", "warm");
        for (var effect : effects) {
            var arm = shop.rate(effect.arm());
            var control = shop.rate("holdout");
            var error = Math.sqrt(variance(arm) + variance(control));
            assertThat(arm[0] - control[0])
                    .as("measured lift of %s, standard error %.4f", effect.arm(), error)
                    .isBetween(
                            effect.absolute() - STANDARD_ERRORS * error, effect.absolute() + STANDARD_ERRORS * error);
            assertThat(effect.absolute()).isGreaterThan(10 * error);
            assertThat(control[0])
                    .isBetween(effect.without() - STANDARD_ERRORS * error, effect.without() + STANDARD_ERRORS * error);
        }
    }

    @Test
    void isNothingForRepliesThatCannotConvert() {
        // Given
        var shoppers = Population.of(1, 10, 1);
        var exposure = new Truth.Exposure("shopper-00001", "c", "warm", START, 0);
        // When
        var effects = Truth.of(List.of(exposure), shoppers, END);
        // Then
        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.absolute()).isZero();
            assertThat(effect.without()).isPositive();
        });
    }

    @Test
    void differsBetweenArms() {
        // Given
        var shoppers = Population.of(4, 2_000, 100);
        // When
        var warm = mean(shoppers, "warm");
        var brief = mean(shoppers, "brief");
        // Then
        assertThat(Math.abs(warm - brief)).isGreaterThan(0.01);
    }

    private static double mean(List<Shopper> shoppers, String arm) {
        return shoppers.stream()
                .mapToDouble(shopper -> Reaction.of(
                                4,
                                shopper,
                                new ReplySeen(
                                        "p",
                                        shopper.userId(),
                                        "c",
                                        arm,
                                        shopper.tastes().get(0),
                                        "X",
                                        "X"))
                        .converts())
                .average()
                .orElseThrow();
    }

    private static double variance(double[] rate) {
        return rate[0] * (1 - rate[0]) / rate[1];
    }

    /** Assigns at the first product that a known, consenting shopper views, and replies three seconds later. */
    private static final class TestingCampaign {
        private final long seed;
        private final Map<String, Shopper> consenting = new HashMap<>();
        private final Simulation simulation;
        private final Map<String, String> armOf = new HashMap<>();
        private final Map<String, Instant> exposedAt = new HashMap<>();
        private final Map<String, Double> converts = new HashMap<>();
        private final Set<String> ordered = new HashSet<>();

        TestingCampaign(long seed, List<Shopper> shoppers) {
            this.seed = seed;
            shoppers.stream().filter(Shopper::consents).forEach(shopper -> consenting.put(shopper.userId(), shopper));
            this.simulation = new Simulation(seed, "t", Catalogue.of(seed), shoppers, START);
        }

        void run() {
            for (var now = START; now.isBefore(END); now = now.plusSeconds(1)) {
                step(now);
            }
            simulation.stop();
            for (var now = END; !simulation.idle(); now = now.plusSeconds(1)) {
                step(now);
            }
        }

        List<Truth.Exposure> exposures() {
            var exposures = new ArrayList<Truth.Exposure>();
            armOf.forEach((user, arm) -> {
                if (!arm.equals("holdout")) {
                    exposures.add(new Truth.Exposure(
                            user, "c", arm, exposedAt.getOrDefault(user, END), converts.getOrDefault(user, 0.0)));
                }
            });
            return exposures;
        }

        /** Share of an arm's shoppers that ordered after exposure, and their number. */
        double[] rate(String arm) {
            var users = armOf.keySet().stream()
                    .filter(user -> arm.equals(armOf.get(user)))
                    .toList();
            return new double[] {users.stream().filter(ordered::contains).count() / (double) users.size(), users.size()
            };
        }

        private void step(Instant now) {
            for (var event : simulation.advanceTo(now)) {
                if (!(event.json().get("userId") instanceof String user) || !consenting.containsKey(user)) {
                    continue;
                }
                var name = String.valueOf(event.json().get("event"));
                if (name.equals("Order Completed") && armOf.containsKey(user)) {
                    ordered.add(user);
                } else if (name.equals("Product Viewed") && !armOf.containsKey(user)) {
                    expose(user, event, now);
                }
            }
        }

        private void expose(String user, ShopEvent event, Instant now) {
            var arm = ARMS.get((int) (Chance.of(seed, "assignment", user) * ARMS.size()));
            armOf.put(user, arm);
            exposedAt.put(user, event.at());
            if (!arm.equals("holdout")) {
                var product = event.json().get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
                var name = String.valueOf(product.get("name"));
                var seen = new ReplySeen(
                        "prompt-" + user, user, "c", arm, String.valueOf(product.get("category")), name, "Try " + name);
                converts.put(user, simulation.onReply(seen, now.plusSeconds(3)));
            }
        }
    }
}
