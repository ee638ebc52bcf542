package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(2));

    @Test
    void doublesTheWaitUpToALimit() {
        for (int failed = 1; failed <= 100; failed++) {
            var longest = Math.min(2000, 100 * Math.pow(2, failed - 1));
            assertThat(POLICY.delay(failed, Optional.empty(), 7).toMillis())
                    .isBetween((long) (longest / 2), (long) longest);
        }
    }

    @Test
    void spreadsRequestsThatFailedTogether() {
        var delays = LongStream.range(0, 200)
                .map(request -> POLICY.delay(5, Optional.empty(), request).toMillis())
                .distinct();
        assertThat(delays.count()).isGreaterThan(100);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        var asked = Duration.ofSeconds(30);
        assertThat(POLICY.delay(1, Optional.of(asked), 7)).isBetween(asked, asked.plusMillis(50));
        assertThat(POLICY.delay(10, Optional.of(Duration.ZERO), 7)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
}
