package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    private static final double ALL = Math.nextDown(1.0);

    private final Backoff backoff = Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({"1,200", "2,400", "3,800", "6,6400", "7,10000", "64,10000", "1000000,10000"})
    void doublesUpToItsMaximum(int failed, long millis) {
        // When
        var longest = backoff.delay(failed, ALL);
        // Then
        assertThat(longest).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void makesHalfOfTheDelayJitter() {
        // When
        var shortest = backoff.delay(3, 0);
        // Then
        assertThat(shortest).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAsksFor() {
        // When
        var delay = backoff.delay(1, 0.5, Optional.of(Duration.ofMinutes(2)));
        // Then
        assertThat(delay).isEqualTo(Duration.ofMinutes(2).plusMillis(50));
    }

    @Test
    void keepsItsDelayWhereTheServerAsksForLess() {
        // When
        var delay = backoff.delay(7, ALL, Optional.of(Duration.ofSeconds(1)));
        // Then
        assertThat(delay).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void doesNotOverflow() {
        // Given
        var longest = Backoff.exponential(Duration.ofDays(300), Duration.ofDays(1_000_000));
        // When
        var delay = longest.delay(60, ALL);
        // Then
        assertThat(delay).isEqualTo(Duration.ofDays(1_000_000));
    }

    @Test
    void refusesAMaximumBelowItsFirstDelay() {
        // When, Then
        assertThatThrownBy(() -> Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
