package dev.rapport.planted.undeclared.scoring.stream;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** R9: a declaration that nobody finds. */
public final class Counts {
    private Counts() {}

    /** Does it. */
    public static void count(MeterRegistry registry) {
        CounterMeter.of("rapport.planted", "plants", "Plants.").in(registry).increment();
    }
}
