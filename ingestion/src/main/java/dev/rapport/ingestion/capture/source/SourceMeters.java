package dev.rapport.ingestion.capture.source;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What sources were refused, and whether their file can be used. */
public final class SourceMeters {
    private static final CounterMeter LIMITED = CounterMeter.of(
            "rapport.capture.limited",
            "events",
            "Events that were answered 429, as more were written with a key than its source may, by source.",
            "source");
    private static final CounterMeter REFUSED = CounterMeter.of(
            "rapport.capture.sources.refused",
            "versions",
            "Versions of the file of sources that could not be used; the one before stays in force.");

    private final MeterRegistry registry;
    private final Counter refused;

    public SourceMeters(MeterRegistry registry) {
        this.registry = registry;
        this.refused = REFUSED.in(registry);
    }

    public void limited(String source, int events) {
        LIMITED.in(registry, source).increment(events);
    }

    public void refusedFile() {
        refused.increment();
    }
}
