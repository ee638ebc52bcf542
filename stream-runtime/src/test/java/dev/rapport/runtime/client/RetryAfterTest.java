package dev.rapport.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void readsSeconds() {
        // When
        var delay = RetryAfter.parse(" 120 ", NOW);
        // Then
        assertThat(delay).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsADate() {
        // When
        var delay = RetryAfter.parse("Mon, 30 Nov 2026 12:00:30 GMT", NOW);
        // Then
        assertThat(delay).contains(Duration.ofSeconds(30));
    }

    @Test
    void takesADateThatHasPassedForNow() {
        // When
        var delay = RetryAfter.parse("Mon, 30 Nov 2026 11:00:00 GMT", NOW);
        // Then
        assertThat(delay).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5"})
    void leavesOutWhatIsNeither(String header) {
        // When
        var delay = RetryAfter.parse(header, NOW);
        // Then
        assertThat(delay).isEmpty();
    }
}
