package dev.rapport.planted.metered.scoring.stream;

import io.micrometer.core.instrument.MeterRegistry;

/** R9: a meter that nobody declared. */
public final class Counts {
    private Counts() {}

    /** Does it. */
    public static void count(MeterRegistry registry) {
        registry.counter("rapport.planted").increment();
    }
}
