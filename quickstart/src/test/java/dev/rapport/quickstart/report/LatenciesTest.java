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
    void givesLongTimesToAThousandth() {
        // Given
        var latencies = new Latencies();
        for (var value = 1; value <= 1_000_000; value++) {
            latencies.add(value);
        }
        // When
        var quantile = latencies.quantile(0.5);
        // Then
        assertThat(quantile).isBetween(500_000L, 500_500L);
    }

    @Test
    void takesATimeBeforeItsStartForNone() {
        // Given
        var latencies = new Latencies();
        latencies.add(-5);
        // When
        var quantile = latencies.quantile(1);
        // Then
        assertThat(quantile).isZero();
    }

    @Test
    void isZeroWithoutAValue() {
        assertThat(new Latencies().quantile(0.5)).isZero();
    }
}
