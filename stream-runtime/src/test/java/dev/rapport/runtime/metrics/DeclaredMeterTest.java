package dev.rapport.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class DeclaredMeterTest {
    private static final CounterMeter EVENTS =
            CounterMeter.of("rapport.testing.events", "events", "Events by outcome and reason.", "outcome", "reason");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void takesValuesInTheOrderOfItsTags() {
        // When
        EVENTS.in(registry, "rejected", "TOO_LARGE").increment();
        EVENTS.in(registry, "rejected", "TOO_LARGE").increment();
        // Then
        assertThat(registry.scrape())
                .contains(
                        "# HELP rapport_testing_events_total Events by outcome and reason.",
                        "rapport_testing_events_total{outcome=\"rejected\",reason=\"TOO_LARGE\"} 2.0");
    }

    @Test
    void refusesATagWithoutAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENTS.in(registry, "rejected"))
                .withMessage("rapport.testing.events takes values for [outcome, reason], not [rejected]");
    }

    @Test
    void namesSecondsAndBytesButNotWhatIsCounted() {
        // When
        TimerMeter.of("rapport.testing.wait", "Time.").in(registry).record(Duration.ofMillis(1_500));
        GaugeMeter.of("rapport.testing.buffer", "bytes", "Memory.").follow(registry, 7, Integer::doubleValue);
        GaugeMeter.of("rapport.testing.queue", "events", "Waiting.").follow(registry, 8, Integer::doubleValue);
        CounterMeter.of("rapport.testing.done", "events", "Done.").follow(registry, 9, Integer::doubleValue);
        SummaryMeter.of("rapport.testing.batch", "events", "Batches.")
                .in(registry)
                .record(3);
        // Then
        assertThat(registry.scrape().lines())
                .contains(
                        "rapport_testing_wait_seconds_sum 1.5",
                        "rapport_testing_buffer_bytes 7.0",
                        "rapport_testing_queue 8.0",
                        "rapport_testing_done_total 9.0",
                        "rapport_testing_batch_sum 3.0");
    }

    @Test
    void hasBucketsWhereQuantilesAreWanted() {
        // When
        TimerMeter.ofHistogram("rapport.testing.wait", "Time.", "call")
                .in(registry, "batch")
                .record(Duration.ofMillis(3));
        // Then
        assertThat(registry.scrape()).contains("rapport_testing_wait_seconds_bucket{call=\"batch\",le=\"30.0\"} 1");
    }

    @Test
    void keepsTheSourceOfAGaugeInMemory() {
        // Given
        GaugeMeter.of("rapport.testing.queue", "events", "Waiting.").follow(registry, source(), Supplier::get);
        // When
        System.gc();
        // Then
        assertThat(registry.get("rapport.testing.queue").gauge().value()).isEqualTo(5);
    }

    /** Nobody else holds it. */
    private static Supplier<Double> source() {
        var five = Integer.parseInt("5");
        return () -> (double) five;
    }
}
