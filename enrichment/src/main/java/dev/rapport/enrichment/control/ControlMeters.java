package dev.rapport.enrichment.control;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of published records. */
final class ControlMeters {
    private static final CounterMeter REJECTED = CounterMeter.of(
            "rapport.control.rejected",
            "records",
            "Campaign definitions and products that were published and break a rule; what was accepted before stays in force.",
            "topic");

    private final MeterRegistry registry;

    ControlMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void rejected(String topic) {
        REJECTED.in(registry, topic).increment();
    }
}
