package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected values were computed with Python's math and statistics modules from the textbook formulas. */
final class LiftTest {
    private static final Sample MENS_MAIL = Sample.ofShare(21_307, 267);
    private static final Sample NO_MAIL = Sample.ofShare(21_306, 122);

    @Test
    void comparesTwoRates() {
        // When
        var lift = Lift.of(MENS_MAIL, NO_MAIL, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isCloseTo(0.006805006519615695, within(1e-15));
        assertThat(lift.relative()).isCloseTo(1.188421876286328, within(1e-12));
        assertThat(lift.standardError()).isCloseTo(0.000920851175531638, within(1e-15));
        assertThat(lift.interval().low()).isCloseTo(0.005000171380452313, within(1e-12));
        assertThat(lift.interval().high()).isCloseTo(0.008609841658779076, within(1e-12));
        assertThat(lift.pValue()).isCloseTo(1.4692917979258502e-13, within(1e-18));
        assertThat(lift.incremental()).isCloseTo(144.99427391345162, within(1e-9));
    }

    @Test
    void givesTheConfidenceSequenceOfThePaper() {
        // When
        var lift = Lift.of(MENS_MAIL, NO_MAIL, 0.05, 5_000);
        // Then
        assertThat(Lift.sequenceFactor(42_613, 0.05, 5_000)).isCloseTo(3.220465382209655, within(1e-12));
        assertThat(lift.alwaysValid().low()).isCloseTo(0.003839437186648988, within(1e-12));
        assertThat(lift.alwaysValid().high()).isCloseTo(0.0097705758525824, within(1e-12));
        assertThat(lift.relativeValid().low()).isCloseTo(0.4212806007019845, within(1e-12));
        assertThat(lift.relativeValid().high()).isCloseTo(1.9555631518706713, within(1e-12));
    }

    @Test
    void isTightestWhereItWasToldTo() {
        // Given
        var atPlan = Lift.sequenceFactor(5_000, 0.05, 5_000);
        // When
        var before = Lift.sequenceFactor(1_000, 0.05, 5_000);
        var after = Lift.sequenceFactor(25_000, 0.05, 5_000);
        // Then
        assertThat(atPlan).isLessThan(before).isLessThan(after);
    }

    @Test
    void comparesRevenuePerCustomer() {
        // Given customers with 0, 0, 1000, 3000 and 0, 0, 0, 500
        var arm = Sample.ofSums(4, 4_000, 10_000_000);
        var control = Sample.ofSums(4, 500, 250_000);
        // When
        var lift = Lift.of(arm, control, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isEqualTo(875);
        assertThat(lift.standardError()).isCloseTo(718.0703308172535, within(1e-9));
        assertThat(lift.pValue()).isCloseTo(0.2230174699466148, within(1e-12));
        assertThat(lift.incremental()).isEqualTo(3_500);
    }

    @Test
    void saysNothingWhereNothingCanBeSaid() {
        // When
        var lift = Lift.of(Sample.ofShare(10, 0), Sample.ofShare(10, 0), 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isZero();
        assertThat(lift.relative()).isNaN();
        assertThat(lift.standardError()).isNaN();
        assertThat(lift.pValue()).isNaN();
        assertThat(lift.interval().low()).isNaN();
    }
}
