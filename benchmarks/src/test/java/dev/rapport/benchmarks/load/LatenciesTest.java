package dev.rapport.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void saysWithinWhichTimeAShareWasAnswered() {
        // Given
        var latencies = new Latencies(
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000).toArray());
        // When
        var micros = latencies.micros(0.99);
        // Then
        assertThat(micros).isEqualTo(100);
        assertThat(latencies.micros(0.5)).isEqualTo(51);
    }
}
