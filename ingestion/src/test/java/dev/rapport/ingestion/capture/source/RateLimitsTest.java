package dev.rapport.ingestion.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.WriteKey;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    private static final WriteKey KEY = new WriteKey("key", "shop", 10);

    private final Map<String, WriteKey> valid = new HashMap<>(Map.of("key", KEY));
    private final ManualTime time = new ManualTime();
    private final RateLimits limits = new RateLimits(key -> Optional.ofNullable(valid.get(key)), time);

    @Test
    void takesTenSecondsWorthAtOnce() {
        // Given
        for (var taken = 0; taken < 99; taken++) {
            assertThat(limits.wait(KEY, 1)).isEmpty();
        }
        // When
        var last = limits.wait(KEY, 1);
        // Then
        assertThat(last).isEmpty();
        assertThat(limits.wait(KEY, 1)).contains(Duration.ofMillis(100));
    }

    @Test
    void takesABatchThatIsLargerThanTheBucketAndHasItPaidBack() {
        // Given
        assertThat(limits.wait(KEY, 2_500)).isEmpty();
        // When
        var wait = limits.wait(KEY, 2_500);
        // Then
        assertThat(wait).contains(Duration.ofMillis(240_100));
        time.pass(Duration.ofMillis(240_099));
        assertThat(limits.wait(KEY, 2_500)).isPresent();
        time.pass(Duration.ofMillis(1));
        assertThat(limits.wait(KEY, 2_500)).isEmpty();
    }

    @Test
    void keepsTheRateOverTime() {
        // Given
        var taken = 0;
        // When
        for (var second = 0; second < 1_000; second++) {
            while (limits.wait(KEY, 37).isEmpty()) {
                taken += 37;
            }
            time.pass(Duration.ofSeconds(1));
        }
        // Then
        assertThat(taken).isBetween(10 * 999, 10 * 1_000 + 100 + 37);
    }

    @Test
    void limitsEachKeyOfASourceAlone() {
        // Given
        limits.wait(KEY, 1_000);
        // When
        var other = limits.wait(new WriteKey("new-key", "shop", 10), 1_000);
        // Then
        assertThat(other).isEmpty();
    }

    @Test
    void doesNotLimitWhatHasNoLimit() {
        // When
        var wait = limits.wait(new WriteKey("free", "shop"), 1_000_000);
        // Then
        assertThat(wait).isEmpty();
        assertThat(limits.size()).isZero();
    }

    @Test
    void forgetsKeysThatAreNoLongerValid() {
        // Given
        limits.wait(KEY, 1);
        valid.clear();
        var next = new WriteKey("next", "shop", 10);
        valid.put("next", next);
        // When
        limits.wait(next, 1);
        // Then
        assertThat(limits.size()).isEqualTo(1);
    }

    private static final class ManualTime implements TimeMeter {
        private long nanos;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
