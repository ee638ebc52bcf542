package dev.rapport.ingestion.capture.privacy;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether the file of privacy rules can be used. */
public final class PrivacyMeters {
    private static final CounterMeter REFUSED = CounterMeter.of(
            "rapport.capture.privacy.refused",
            "versions",
            "Versions of the file of privacy rules that could not be used; the one before stays in force.");

    private final Counter refused;

    public PrivacyMeters(MeterRegistry registry) {
        this.refused = REFUSED.in(registry);
    }

    void refused() {
        refused.increment();
    }
}
