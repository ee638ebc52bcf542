package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Dead letters of topologies and of those that read topics without one. */
public final class DeadLetterMeters {
    private static final CounterMeter LETTERS = CounterMeter.of(
            "rapport.dead.letters",
            "records",
            "Records that could not be processed, by the topic they were read from and the stage that failed.",
            "topic",
            "stage");

    private DeadLetterMeters() {}

    /**
     * The counter of a topic and a stage.
     *
     * @param stage {@code deserialization}, {@code processing}, {@code generation}, {@code serialization} or {@code production}
     */
    public static Counter letters(MeterRegistry registry, String topic, String stage) {
        return LETTERS.in(registry, topic, stage);
    }
}
