package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.scoring.experiment.Lift.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values were computed with Python's math and statistics modules from the textbook formulas. */
final class LiftTest {
    private static final Share MENS_MAIL = new Share(21_307, 267);
    private static final Share NO_MAIL = new Share(21_306, 122);

    @Test
    void comparesTwoRates() {
        // When
        var lift = Lift.ofShares(MENS_MAIL, NO_MAIL, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isCloseTo(0.006805006519615695, within(1e-15));
        assertThat(lift.relative()).isCloseTo(1.188421876286328, within(1e-12));
        assertThat(lift.standardError()).isCloseTo(0.000920851175531638, within(1e-15));
        assertThat(lift.interval().low()).isCloseTo(0.0049804592680628, within(1e-12));
        assertThat(lift.interval().high()).isCloseTo(0.008662990354255603, within(1e-12));
        assertThat(lift.pValue()).isCloseTo(1.4692917979258502e-13, within(1e-18));
        assertThat(lift.incremental()).isCloseTo(144.99427391345162, within(1e-9));
    }

    @Test
    void givesTheConfidenceSequenceOfThePaper() {
        // When
        var lift = Lift.ofShares(MENS_MAIL, NO_MAIL, 0.05, 5_000);
        // Then
        assertThat(Lift.sequenceFactor(42_613, 0.05, 5_000)).isCloseTo(3.220465382209655, within(1e-12));
        assertThat(lift.alwaysValid().low()).isCloseTo(0.003839437186648988, within(1e-12));
        assertThat(lift.alwaysValid().high()).isCloseTo(0.0097705758525824, within(1e-12));
        assertThat(lift.relativeValid().low()).isCloseTo(0.5636341214183351, within(1e-9));
        assertThat(lift.relativeValid().high()).isCloseTo(2.2173180352493205, within(1e-9));
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
        var lift = Lift.ofRevenue(arm, control, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isEqualTo(875);
        assertThat(lift.standardError()).isCloseTo(718.0703308172535, within(1e-9));
        assertThat(lift.pValue()).isCloseTo(0.2230174699466148, within(1e-12));
        assertThat(lift.incremental()).isEqualTo(3_500);
    }

    @ParameterizedTest(name = "{0} of {1} against {2} of {3}")
    @CsvSource({
        "1, 1, 20, 40",
        "2, 2, 0, 2",
        "0, 3, 5, 9",
        "0, 10, 0, 10",
        "0, 1, 0, 1",
        "1, 1, 1, 1",
        "4, 900, 90, 900"
    })
    void letsNoArmWinOnAHandful(long a, long n, long b, long m) {
        // When
        var lift = Lift.ofShares(new Share(n, a), new Share(m, b), 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isEqualTo((double) a / n - (double) b / m);
        assertThat(lift.pValue()).isBetween(0.0, 1.0);
        assertThat(lift.interval().low()).isBetween(-1.0, lift.absolute());
        assertThat(lift.interval().high()).isBetween(lift.absolute(), 1.0);
        assertThat(lift.alwaysValid()).isEqualTo(Interval.UNKNOWN);
        assertThat(lift.relativeValid()).isEqualTo(Interval.UNKNOWN);
        assertThat(lift.relative()).isNaN();
        assertThat(lift.standardError()).isNaN();
    }

    @Test
    void findsNoDifferenceBetweenOneOfOneAndHalfOfForty() {
        // When
        var lift = Lift.ofShares(new Share(1, 1), new Share(40, 20), 0.05, 5_000);
        // Then
        assertThat(lift.pValue()).isEqualTo(1);
        assertThat(lift.interval().low()).isNegative();
    }

    @Test
    void saysNothingOfRevenueThatDoesNotVary() {
        // Given every customer of both arms paid the same
        var arm = Sample.ofSums(40, 400, 4_000);
        var control = Sample.ofSums(40, 200, 1_000);
        // When
        var lift = Lift.ofRevenue(arm, control, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isEqualTo(5);
        assertThat(lift.standardError()).isNaN();
        assertThat(lift.pValue()).isNaN();
        assertThat(lift.interval()).isEqualTo(Interval.UNKNOWN);
        assertThat(lift.alwaysValid()).isEqualTo(Interval.UNKNOWN);
    }

    @ParameterizedTest(name = "a control of {0} a customer")
    @ValueSource(doubles = {-10, -0.5, 0, 0.1})
    void saysNothingRelativeToAControlThatIsNotAboveZeroForCertain(double mean) {
        // Given 100 customers an arm, a standard error of 0.2
        var arm = new Sample(100, mean + 5, 4);
        var control = new Sample(100, mean, 4);
        // When
        var lift = Lift.ofRevenue(arm, control, 0.05, 5_000);
        // Then
        assertThat(lift.absolute()).isCloseTo(5, within(1e-12));
        assertThat(lift.alwaysValid().low()).isPositive();
        assertThat(lift.relative()).isNaN();
        assertThat(lift.relativeValid()).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void givesTheRelativeLiftTheSignOfTheDifference() {
        // Given an arm that loses what the control earns
        var arm = new Sample(1_000, -5, 4);
        var control = new Sample(1_000, 10, 4);
        // When
        var lift = Lift.ofRevenue(arm, control, 0.05, 5_000);
        // Then
        assertThat(lift.relative()).isEqualTo(-1.5);
        assertThat(lift.relativeValid().low()).isBetween(-1.6, -1.5);
        assertThat(lift.relativeValid().high()).isBetween(-1.5, -1.4);
    }
}
