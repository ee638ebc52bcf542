package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both arms convert alike and somebody looks 100 times: how often does an interval exclude the truth? */
final class CoveragePropertyTest {
    private static final int EXPERIMENTS = 1_000;
    private static final int LOOKS = 100;
    private static final int CUSTOMERS_BETWEEN_LOOKS = 50;
    private static final double RATE = 0.1;

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
                var lift = Lift.of(
                        Sample.ofShare(customers, converted[0]),
                        Sample.ofShare(customers, converted[1]),
                        0.05,
                        ExperimentAnalysis.DEFAULT_TIGHTEST_AT);
                missedNow = excludesZero(lift.interval());
                fixedMissed |= missedNow;
                alwaysMissed |= excludesZero(lift.alwaysValid());
            }
            atTheEnd += missedNow ? 1 : 0;
            fixedEver += fixedMissed ? 1 : 0;
            alwaysEver += alwaysMissed ? 1 : 0;
        }
        // Then 5 % and three standard errors of 1000 trials
        assertThat(atTheEnd / (double) EXPERIMENTS).isBetween(0.03, 0.07);
        assertThat(alwaysEver / (double) EXPERIMENTS).isLessThan(0.05);
        assertThat(fixedEver / (double) EXPERIMENTS).as("what looking costs").isGreaterThan(0.2);
    }

    private static boolean excludesZero(Lift.Interval interval) {
        return interval.low() > 0 || interval.high() < 0;
    }
}
