package dev.rapport.enrichment.customer.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecayTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Decay decay = Decay.halvedIn(Duration.ofDays(14));

    @Test
    void halvesInEachHalfLife() {
        assertThat(decay.of(0)).isEqualTo(Decay.ONE);
        assertThat(decay.of(14 * DAY)).isEqualTo(Decay.ONE / 2);
        assertThat(decay.of(42 * DAY)).isEqualTo(Decay.ONE / 8);
        assertThat(decay.of(7 * DAY)).isEqualTo(Math.round(Decay.ONE / Math.sqrt(2)));
    }

    @Test
    void neverGrowsWithAge() {
        for (var hour = 1L; hour < 300 * 24; hour++) {
            assertThat(decay.of(hour * DAY / 24)).isBetween(0L, decay.of((hour - 1) * DAY / 24));
        }
    }

    @Test
    void standsWhateverTheClocksSay() {
        assertThat(decay.of(Long.MAX_VALUE)).isZero();
        assertThat(decay.of(-DAY)).isEqualTo(Decay.ONE);
        assertThat(new Decay(1).of(62)).isZero();
    }
}
