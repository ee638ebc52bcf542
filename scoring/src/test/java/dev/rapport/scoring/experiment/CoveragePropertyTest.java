package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth is known: how often does an interval exclude it, and how often is a difference found where there is none? */
final class CoveragePropertyTest {
    private static final int EXPERIMENTS = 500;
    private static final int LOOKS = 100;
    private static final int CUSTOMERS_BETWEEN_LOOKS = 50;
    private static final double RATE = 0.1;
    private static final int[] SIZES = {1, 2, 3, 5, 10, 20, 50};
    private static final double[] RATES = {0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999};

    /** Computed over all outcomes, nothing is drawn. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.01})
    void holdsTheTrueDifferenceAtLeastAsOftenAsItSaysWhateverRatesAndSizes(double alpha) {
        for (var n : SIZES) {
            for (var m : SIZES) {
                // Given
                var intervals = new Lift.Interval[n + 1][m + 1];
                for (var x = 0; x <= n; x++) {
                    for (var y = 0; y <= m; y++) {
                        intervals[x][y] = Share.difference(new Share(n, x), new Share(m, y), alpha);
                    }
                }
                for (var p : RATES) {
                    for (var q : RATES) {
                        // When
                        var held = 0.0;
                        for (var x = 0; x <= n; x++) {
                            for (var y = 0; y <= m; y++) {
                                held += holds(intervals[x][y], p - q) ? probability(n, p, x) * probability(m, q, y) : 0;
                            }
                        }
                        // Then
                        assertThat(held).as("%d at %s, %d at %s", n, p, m, q).isGreaterThanOrEqualTo(1 - alpha);
                    }
                }
            }
        }
    }

    /** Computed over all outcomes, nothing is drawn. */
    @Test
    void findsADifferenceWhereThereIsNoneAtMostAsOftenAsItSays() {
        for (var n : SIZES) {
            for (var m : SIZES) {
                for (var rate : RATES) {
                    // When
                    var found = 0.0;
                    for (var x = 0; x <= n; x++) {
                        for (var y = 0; y <= m; y++) {
                            var isFound = Share.pValue(new Share(n, x), new Share(m, y)) <= 0.05;
                            found += isFound ? probability(n, rate, x) * probability(m, rate, y) : 0;
                        }
                    }
                    // Then
                    assertThat(found).as("%d and %d at %s", n, m, rate).isLessThanOrEqualTo(0.05);
                }
            }
        }
    }

    @Test
    void keepsItsPromiseHoweverOftenOneLooksSeed7() {
        // Given
        var random = new Random(7);
        var atTheEnd = 0;
        var fixedEver = 0;
        var alwaysEver = 0;
        // When
        for (var experiment = 0; experiment < EXPERIMENTS; experiment++) {
            var converted = new long[2];
            var fixedMissed = false;
            var alwaysMissed = false;
            var missedNow = false;
            for (var look = 1; look <= LOOKS; look++) {
                for (var i = 0; i < CUSTOMERS_BETWEEN_LOOKS; i++) {
                    converted[0] += random.nextDouble() < RATE ? 1 : 0;
                    converted[1] += random.nextDouble() < RATE ? 1 : 0;
                }
                var customers = (long) look * CUSTOMERS_BETWEEN_LOOKS;
                var arm = new Share(customers, converted[0]);
                var control = new Share(customers, converted[1]);
                missedNow = excludes(Share.difference(arm, control, 0.05), 0);
                fixedMissed |= missedNow;
                alwaysMissed |= excludes(always(arm, control, ExperimentAnalysis.DEFAULT_TIGHTEST_AT), 0);
            }
            atTheEnd += missedNow ? 1 : 0;
            fixedEver += fixedMissed ? 1 : 0;
            alwaysEver += alwaysMissed ? 1 : 0;
        }
        // Then 5 % and three standard errors of 500 trials
        assertThat(atTheEnd / (double) EXPERIMENTS).isBetween(0.02, 0.08);
        assertThat(alwaysEver / (double) EXPERIMENTS).isLessThan(0.05);
        assertThat(fixedEver / (double) EXPERIMENTS).as("what looking costs").isGreaterThan(0.2);
    }

    @ParameterizedTest(name = "rates {0} and {1}, arms {2}:1, tightest at {3}")
    @CsvSource({
        "0.5, 0.5, 1, 5000",
        "0.1, 0.5, 4, 5000",
        "0.01, 0.01, 1, 5000",
        "0.99, 0.01, 1, 5000",
        "0.99, 0.5, 4, 5000",
        "0.5, 0.5, 1, 10",
        "0.01, 0.1, 4, 10",
        "0.1, 0.1, 1, 100",
        "0.99, 0.99, 4, 100"
    })
    void keepsItsPromiseFromTheFirstCustomerOnSeed11(double rate, double base, int ratio, long tightestAt) {
        // Given
        var random = new Random(11);
        var missed = 0;
        // When
        for (var experiment = 0; experiment < EXPERIMENTS; experiment++) {
            var converted = new long[2];
            var ever = false;
            for (var customers = 1; customers <= 400; customers++) {
                for (var i = 0; i < ratio; i++) {
                    converted[0] += random.nextDouble() < rate ? 1 : 0;
                }
                converted[1] += random.nextDouble() < base ? 1 : 0;
                var arm = new Share((long) customers * ratio, converted[0]);
                ever |= excludes(always(arm, new Share(customers, converted[1]), tightestAt), rate - base);
            }
            missed += ever ? 1 : 0;
        }
        // Then
        assertThat(missed / (double) EXPERIMENTS).isLessThanOrEqualTo(0.05);
    }

    @ParameterizedTest(name = "{0} and {1} customers, {2} buy")
    @CsvSource({"400, 400, 0.1", "1600, 400, 0.1", "100, 100, 0.5"})
    void holdsTheDifferenceOfSkewedRevenueWithEnoughBuyersSeed5(int n, int m, double buys) {
        // Given the best tenth of the orders makes 39 % of the revenue
        var random = new Random(5);
        var held = 0;
        var said = 0;
        // When
        for (var experiment = 0; experiment < 2 * EXPERIMENTS; experiment++) {
            var arm = new Revenue(random, n, buys);
            var control = new Revenue(random, m, buys);
            if (Math.min(arm.buyers, control.buyers) >= Lift.ENOUGH_BUYERS) {
                said++;
                var lift = Lift.ofRevenue(arm.sample(), control.sample(), 0.05, 5_000);
                held += holds(lift.interval(), 0) ? 1 : 0;
            }
        }
        // Then 95 % and three standard errors of 1000 trials
        assertThat(said).isGreaterThan(EXPERIMENTS);
        assertThat(held / (double) said).isGreaterThan(0.93);
    }

    private static final class Revenue {
        private final int customers;
        private int buyers;
        private double sum;
        private double squares;

        Revenue(Random random, int customers, double buys) {
            this.customers = customers;
            for (var i = 0; i < customers; i++) {
                if (random.nextDouble() < buys) {
                    var amount = Math.exp(3 + random.nextGaussian());
                    buyers++;
                    sum += amount;
                    squares += amount * amount;
                }
            }
        }

        Sample sample() {
            return Sample.ofSums(customers, sum, squares);
        }
    }

    private static Lift.Interval always(Share arm, Share control, long tightestAt) {
        return Lift.alwaysValid(arm, control, 0.05, tightestAt);
    }

    private static double probability(int n, double p, int x) {
        return BinomialDistribution.of(n, p).probability(x);
    }

    private static boolean holds(Lift.Interval interval, double truth) {
        return interval.low() <= truth + 1e-12 && interval.high() >= truth - 1e-12;
    }

    /** False where nothing is said. */
    private static boolean excludes(Lift.Interval interval, double truth) {
        return interval.low() > truth || interval.high() < truth;
    }
}
