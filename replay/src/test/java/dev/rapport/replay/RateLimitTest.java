package dev.rapport.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateLimitTest {
    @ParameterizedTest
    @CsvSource({"0, 500", "0.5, 1", "1, 1", "30, 3", "1000, 100", "5000, 500", "100000, 500", "Infinity, 500"})
    void sizesBatchesByTheRate(double eventsPerSecond, int rows) {
        assertThat(new RateLimit(eventsPerSecond).batchRows(500)).isEqualTo(rows);
    }

    @Test
    void waitsForTheTimeOfTheBatchBefore() {
        // Given
        var rate = new RateLimit(30);
        var first = rate.reserve(3, 0);
        // When
        var second = rate.reserve(3, TimeUnit.MILLISECONDS.toNanos(20));
        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void doesNotCatchUpLostTime() {
        // Given
        var rate = new RateLimit(30);
        rate.reserve(3, 0);
        var afterAMinute = TimeUnit.MINUTES.toNanos(1);
        rate.reserve(3, afterAMinute);
        // When
        var next = rate.reserve(3, afterAMinute);
        // Then
        assertThat(next).isEqualTo(Duration.ofMillis(100));
    }
}
