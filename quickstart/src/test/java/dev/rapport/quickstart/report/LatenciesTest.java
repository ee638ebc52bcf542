package dev.rapport.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void givesTheNearestRank() {
        // Given
        var latencies = new Latencies();
        for (var value = 1000; value >= 1; value--) {
            latencies.add(value);
        }
        // When, Then
        assertThat(latencies.quantile(0.5)).isEqualTo(500);
        assertThat(latencies.quantile(0.99)).isEqualTo(990);
        assertThat(latencies.quantile(1)).isEqualTo(1000);
    }

    @Test
    void forgetsTheOldest() {
        // Given
        var latencies = new Latencies();
        for (var value = 0; value < 2 * Latencies.MOST; value++) {
            latencies.add(value);
        }
        // When, Then
        assertThat(latencies.quantile(1e-9)).isEqualTo(Latencies.MOST);
        assertThat(latencies.quantile(1)).isEqualTo(2 * Latencies.MOST - 1);
    }

    @Test
    void isZeroWithoutAValue() {
        assertThat(new Latencies().quantile(0.5)).isZero();
    }
}
