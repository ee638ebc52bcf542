package dev.rapport.inference.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashedKeysTest {
    /** Few values fall into the same places again and again; many make it grow. */
    @ParameterizedTest(name = "{0} values, seed 7")
    @ValueSource(ints = {3, 700, 50_000})
    void holdsWhatASetHolds(int values) {
        // Given
        var random = new Random(7);
        var keys = new HashedKeys();
        var set = new HashSet<Long>();
        for (var step = 0; step < 200_000; step++) {
            // All in a row at the end of the array, and over it.
            var key = 1_000L + random.nextInt(values) * (random.nextInt(8) == 0 ? 1_024L : 1);
            // When
            if (random.nextInt(5) < 3) {
                keys.add(key);
                set.add(key);
            } else {
                keys.remove(key);
                set.remove(key);
            }
            // Then
            var asked = 1_000L + random.nextInt(values);
            assertThat(keys.contains(asked)).isEqualTo(set.contains(asked));
        }
        assertThat(keys.size()).isEqualTo(set.size());
        assertThat(set).allMatch(keys::contains);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
    void holdsUnusualHashes(long hash) {
        // Given
        var keys = new HashedKeys();
        // When
        keys.add(hash);
        // Then
        assertThat(keys.contains(hash)).isTrue();
        keys.remove(hash);
        assertThat(keys.contains(hash)).isFalse();
    }
}
