package dev.rapport.testkit.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class TestingClockTest {
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    private final TestingClock clock = TestingClock.at(NOW);

    @Test
    void standsStillUntilAdvanced() {
        // Given
        assertThat(clock.instant()).isEqualTo(NOW);
        // When
        var later = clock.advance(Duration.ofMinutes(5));
        // Then
        assertThat(later).isEqualTo(clock.instant()).isEqualTo("2026-03-20T12:05:00Z");
    }

    @Test
    void showsTheSameTimeInEveryZone() {
        // Given
        var inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        // When
        clock.set(NOW.plusSeconds(1));
        // Then
        assertThat(inTokyo.instant()).isEqualTo(NOW.plusSeconds(1));
        assertThat(inTokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
