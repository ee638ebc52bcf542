package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRandomTest {
    @Test
    void isPinned() {
        // A change of these numbers changes every text that was ever reproducible.
        assertThat(CounterRandom.uniform(42, 0, 0)).isEqualTo(0.019611452223988968);
        assertThat(CounterRandom.uniform(-1, 2, 49)).isEqualTo(0.3435044771427186);
    }

    @Test
    void isUniformOverPositionsCandidatesAndSeeds() {
        // Given
        var buckets = new int[3][16];
        var n = 16_000;

        // When
        for (int i = 0; i < n; i++) {
            buckets[0][(int) (16 * CounterRandom.uniform(7, 0, i))]++;
            buckets[1][(int) (16 * CounterRandom.uniform(7, i, 0))]++;
            buckets[2][(int) (16 * CounterRandom.uniform(i, 0, 0))]++;
        }

        // Then
        for (var counts : buckets) {
            for (var count : counts) {
                assertThat(count).isCloseTo(n / 16, within(150));
            }
        }
    }
}
