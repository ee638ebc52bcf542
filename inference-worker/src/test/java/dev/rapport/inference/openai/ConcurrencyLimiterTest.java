package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    @Test
    void letsTheHighestPriorityGoFirstAndThenTheOldest() {
        // Given
        var limiter = new ConcurrencyLimiter(1, Runnable::run);
        var ran = new ArrayList<String>();
        limiter.acquire(0, () -> ran.add("holder"));
        limiter.acquire(0, () -> ran.add("first"));
        limiter.acquire(0, () -> ran.add("second"));
        limiter.acquire(5, () -> ran.add("urgent"));

        // When
        var before = List.copyOf(ran);
        limiter.release();
        limiter.release();
        limiter.release();
        limiter.release();
        limiter.acquire(0, () -> ran.add("next"));

        // Then
        assertThat(before).containsExactly("holder");
        assertThat(ran).containsExactly("holder", "urgent", "first", "second", "next");
    }
}
