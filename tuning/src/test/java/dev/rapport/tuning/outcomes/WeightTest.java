package dev.rapport.tuning.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightTest {
    @Test
    void dividesCreditByPropensity() {
        assertThat(Weight.of(1_000_000, 1)).isEqualTo(1);
        assertThat(Weight.of(250_000, 0.5)).isEqualTo(0.5);
        assertThat(Weight.of(3_000_000, 0.25)).isEqualTo(12);
    }

    @Test
    void clipsWhatWouldOutweighAllOthers() {
        assertThat(Weight.of(1_000_000, 0.001)).isEqualTo(Weight.MAX);
    }

    @Test
    void knowsWhatIsNoPropensity() {
        assertThat(Weight.isPropensity(1)).isTrue();
        for (var value : new double[] {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(Weight.isPropensity(value)).isFalse();
        }
    }
}
