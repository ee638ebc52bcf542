package dev.rapport.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final Duration TWELVE_SECONDS = Duration.ofSeconds(12);

    private final List<String> turns = new ArrayList<>();

    @Test
    void takesTurnsAndForgetsTheFirstRound() throws InterruptedException {
        // Given
        var subject = work("subject", 1, 20, 20, 30, 20, 20);
        var baseline = work("baseline", 9e9, 40, 40, 40, 50, 40);
        var comparison = new Comparison("case", "events/s", subject, "the other", baseline);
        // When
        var result = comparison.measure(TWELVE_SECONDS);
        // Then
        assertThat(result).isEqualTo(new CaseResult("case", 20, "events/s", 40, "the other"));
        assertThat(result.ratio()).isEqualTo(0.5);
        assertThat(turns).startsWith("subject", "baseline", "baseline", "subject", "subject", "baseline");
    }

    @Test
    void dividesTheTimeAmongTheTurns() throws InterruptedException {
        // Given
        var times = new ArrayList<Duration>();
        Work timed = time -> {
            times.add(time);
            return 1;
        };
        // When
        var result = new Comparison("case", "events/s", timed, "itself", timed).measure(TWELVE_SECONDS);
        // Then
        assertThat(result.ratio()).isEqualTo(1);
        assertThat(times.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(TWELVE_SECONDS);
        assertThat(times).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void hasNoRatioToABaselineThatDidNothing() {
        assertThatThrownBy(() -> new CaseResult("case", 1, "events/s", 0, "idle"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("idle");
    }

    private Work work(String name, double... rates) {
        var left = new ArrayDeque<Double>();
        for (var rate : rates) {
            left.add(rate);
        }
        return time -> {
            turns.add(name);
            return left.remove();
        };
    }
}
