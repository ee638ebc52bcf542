package dev.rapport.runtime.streams;

import dev.rapport.runtime.metrics.DeadLetterMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts dead letters in the registry that travels through the Streams settings. */
final class DeadLetterCounter {
    static final String REGISTRY = "rapport.meter.registry";

    private DeadLetterCounter() {}

    static @Nullable MeterRegistry registry(Map<String, ?> config) {
        return config.get(REGISTRY) instanceof MeterRegistry registry ? registry : null;
    }

    static void count(@Nullable MeterRegistry meters, @Nullable String topic, String stage) {
        if (meters != null) {
            DeadLetterMeters.letters(meters, String.valueOf(topic), stage).increment();
        }
    }
}
