package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** With two degrees of freedom the p-value is exp(-x/2), with one it is erfc(sqrt(x/2)). */
final class SampleRatioTest {
    @Test
    void believesAFairAssignment() {
        // When
        var ratio = SampleRatio.of(new long[] {21_307, 21_306, 21_387}, new double[] {1, 1, 1})
                .orElseThrow();
        // Then
        assertThat(ratio.chiSquare()).isCloseTo(0.20253125, within(1e-12));
        assertThat(ratio.pValue()).isCloseTo(0.9036929575604195, within(1e-12));
        assertThat(ratio.alarm()).isFalse();
    }

    @Test
    void raisesTheAlarmForABrokenOne() {
        // When
        var ratio = SampleRatio.of(new long[] {5_200, 4_800}, new double[] {0.5, 0.5})
                .orElseThrow();
        // Then
        assertThat(ratio.chiSquare()).isCloseTo(16.0, within(1e-12));
        assertThat(ratio.pValue()).isCloseTo(6.334248366623977e-05, within(1e-15));
        assertThat(ratio.alarm()).isTrue();
    }

    @Test
    void raisesNoAlarmForTheFirstCustomerOfASmallHoldout() {
        assertThat(SampleRatio.of(new long[] {1, 0}, new double[] {0.01, 0.99})).isEmpty();
        assertThat(SampleRatio.of(new long[] {3, 496}, new double[] {0.01, 0.99}))
                .isEmpty();
        assertThat(SampleRatio.of(new long[] {0, 0}, new double[] {0.5, 0.5})).isEmpty();
        assertThat(SampleRatio.of(new long[] {0, 4_000}, new double[] {0.01, 0.99}))
                .hasValueSatisfying(ratio -> assertThat(ratio.alarm()).isTrue());
    }
}
